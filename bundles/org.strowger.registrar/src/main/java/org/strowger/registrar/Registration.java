// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipRequest;
import org.strowger.api.sip.Status;

/**
 * What a REGISTER with contacts asks for, and what becomes of it: RFC 3261 section 10.3, items 6 and 7. A value and a pure
 * function of the bindings that are there.
 *
 * @param all whether every binding shall go ({@code Contact: *})
 */
record Registration(SipRequest request, Settings settings, Instant now, boolean all, List<Wish> wishes) {
    private static final Pattern SECONDS = Pattern.compile("\\d+");
    private static final int AGENT_LENGTH = 200;

    /** One contact and for how long it asks to be bound; 0 to be removed. */
    private record Wish(Contact contact, long seconds) {}

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException naming what in it is malformed
     */
    static Registration of(SipRequest request, Settings settings, Instant now) {
        List<String> values = request.headers("Contact");
        OptionalLong expires =
                request.header("Expires").map(Registration::seconds).orElse(OptionalLong.empty());
        if (values.stream().anyMatch(value -> value.trim().equals("*"))) {
            if (values.size() > 1 || expires.isEmpty() || expires.getAsLong() != 0) {
                throw new IllegalArgumentException("'*' stands with other contacts, or without Expires: 0");
            }
            return new Registration(request, settings, now, true, List.of());
        }
        List<Wish> wishes = new ArrayList<>(values.size());
        for (String text : values) {
            ContactValue value = ContactValue.parse(text);
            OptionalLong own =
                    value.parameter("expires").map(Registration::seconds).orElse(expires);
            wishes.add(new Wish(Contact.of(value), own.orElse(settings.expiresDefault())));
        }
        return new Registration(request, settings, now, false, wishes);
    }

    /** Empty for what is no number: section 20.10 has a malformed interval count as the default. */
    private static OptionalLong seconds(String text) {
        String digits = text.trim();
        if (!SECONDS.matcher(digits).matches()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(digits.length() > 10 ? Long.MAX_VALUE : Long.parseLong(digits));
    }

    /** Applies the request to the bindings of its account, all of it or nothing. */
    Change to(List<Binding> live) {
        if (wishes.stream().anyMatch(wish -> wish.seconds > 0 && wish.seconds < settings.expiresMin())) {
            return refuse(SipReply.of(423, new Header("Min-Expires", Long.toString(settings.expiresMin()))));
        }
        List<Binding> kept = new ArrayList<>(live);
        List<Binding> touched = all ? live : live.stream().filter(this::touches).toList();
        if (touched.stream().anyMatch(this::isNotNewer)) {
            return refuse(SipReply.of(500));
        }
        kept.removeAll(touched);
        Map<String, Binding> bound = new LinkedHashMap<>();
        for (Wish wish : wishes) {
            bound.remove(wish.contact.key());
            if (wish.seconds > 0) {
                bound.put(wish.contact.key(), binding(wish, touched));
            }
        }
        kept.addAll(bound.values());
        if (kept.size() > settings.contactsPerAccount() && kept.size() > live.size()) {
            Status status = new Status(403, "Too Many Contacts, " + settings.contactsPerAccount() + " At Most");
            return refuse(new SipReply(status, List.of(), Optional.empty()));
        }
        return new Change.Bind(kept);
    }

    private boolean touches(Binding binding) {
        for (Wish wish : wishes) {
            // A removal means the very URI: the device may be bound anew by another one already.
            if (wish.contact.sameUri(binding.contact())
                    || wish.seconds > 0 && wish.contact.sameInstance(binding.contact())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the request was overtaken by the one that made this binding. */
    private boolean isNotNewer(Binding binding) {
        return binding.callId().equals(request.callId()) && request.cseq() <= binding.cseq();
    }

    private Binding binding(Wish wish, List<Binding> touched) {
        Instant since = touched.stream()
                .filter(before -> wish.contact.sameUri(before.contact()))
                .map(Binding::registered)
                .findFirst()
                .orElse(now);
        return new Binding(
                wish.contact,
                request.callId(),
                request.cseq(),
                request.flow(),
                request.headers("Path"),
                agent(),
                since,
                now.plusSeconds(Math.min(wish.seconds, settings.expiresMax())));
    }

    private String agent() {
        String agent = request.header("User-Agent").orElse("");
        return agent.length() > AGENT_LENGTH ? agent.substring(0, AGENT_LENGTH) : agent;
    }

    private static Change refuse(SipReply reply) {
        return new Change.Refuse(reply);
    }
}
