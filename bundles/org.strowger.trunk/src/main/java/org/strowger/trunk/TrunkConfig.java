// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** A trunk as an operator is told of it; {@link Peer} reads it. */
@ObjectClassDefinition(
        name = "Strowger trunk",
        description =
                "A peer that is known by its address: calls come in from it unchallenged, and go out to it where a"
                        + " route names it.")
@interface TrunkConfig {
    @AttributeDefinition(
            name = "Host",
            description = "The peer: a numeric address, a name that is looked up at activation and then every"
                    + " resolve.interval, or a network such as 192.0.2.0/24, from which calls can only come in."
                    + " Required.")
    String host() default "";

    @AttributeDefinition(
            name = "Port",
            description =
                    "The peer's port, from 1 to 65535, or 0 for none: calls in may then come from any port, and"
                            + " calls out go to 5060, by TLS to 5061. Not compared where a call comes in over a connection. Default 0.",
            min = "0",
            max = "65535")
    int port() default 0;

    @AttributeDefinition(
            name = "Transport",
            description = "udp, tcp or tls. Empty, the default: calls in come by any, and calls out go by udp.",
            options = {
                @Option(label = "any in, UDP out", value = ""),
                @Option(label = "UDP", value = "udp"),
                @Option(label = "TCP", value = "tcp"),
                @Option(label = "TLS", value = "tls")
            })
    String transport() default "";

    @AttributeDefinition(
            name = "Domain",
            description = "The host in the From of calls out. Empty, the default: our own address as the peer sees it.")
    String domain() default "";

    @AttributeDefinition(name = "Enabled", description = "Whether calls go to and fro. Default true.")
    boolean enabled() default true;

    @AttributeDefinition(
            name = "Service ranking",
            description =
                    "Among callers and roles that fit, the highest decides. A host adds 4 to it, a port 2, a transport"
                            + " 1, so that the more exact trunk is asked first. Default 100, any integer.")
    int service_ranking() default 100;

    @AttributeDefinition(
            name = "Resolve interval",
            description =
                    "Seconds after which a host's name is looked up again at the latest; sooner where its name servers say so. Default 300, from 10 to 86400.",
            min = "10",
            max = "86400")
    int resolve_interval() default 300;

    @AttributeDefinition(
            name = "Health interval",
            description = "Seconds from one OPTIONS to the next, by which it is known whether the peer is there."
                    + " Default 0: it is not asked, and called at any time; to 3600.",
            min = "0",
            max = "3600")
    int health_interval() default 0;

    @AttributeDefinition(
            name = "Health down",
            description = "So many failures in a row, and no call goes there. Default 3, from 1 to 100.",
            min = "1",
            max = "100")
    int health_down() default 3;

    @AttributeDefinition(
            name = "Health up",
            description = "So many successes in a row, and calls go there again. Default 2, from 1 to 100.",
            min = "1",
            max = "100")
    int health_up() default 2;

    @AttributeDefinition(
            name = "Certificate",
            description =
                    "The name that the peer's certificate is for, by TLS: calls in are known by it, from wherever they"
                            + " come. Empty, the default: they are known by the address.")
    String certificate() default "";

    @AttributeDefinition(
            name = "Digest user",
            description = "With whose password the peer proves who it is where it calls, from wherever. Empty, the"
                    + " default: calls in are known by the address.")
    String digest_user() default "";

    @AttributeDefinition(
            name = "Digest password",
            description = "The password that belongs to the digest user.",
            type = AttributeType.PASSWORD)
    String digest_password() default "";

    @AttributeDefinition(
            name = "Digest realm",
            description = "What the peer is told that the password is for. Default strowger, as with the registrar.")
    String digest_realm() default "strowger";

    @AttributeDefinition(
            name = "Authentication user",
            description =
                    "With whose password the peer's challenges to our calls are answered. Empty, the default: not.")
    String auth_user() default "";

    @AttributeDefinition(
            name = "Authentication password",
            description = "The password that belongs to the authentication user.",
            type = AttributeType.PASSWORD)
    String auth_password() default "";

    @AttributeDefinition(
            name = "Called strip",
            description = "What is taken away from the beginning of the called number of calls out. Empty, the default:"
                    + " nothing.")
    String called_strip() default "";

    @AttributeDefinition(
            name = "Called add",
            description = "What is put before the called number of calls out, after that. Empty, the default: nothing.")
    String called_add() default "";

    @AttributeDefinition(
            name = "Caller strip",
            description =
                    "What is taken away from the beginning of the caller's number of calls in. Empty, the default:"
                            + " nothing.")
    String caller_strip() default "";

    @AttributeDefinition(
            name = "Caller add",
            description =
                    "What is put before the caller's number of calls in, after that. Empty, the default: nothing.")
    String caller_add() default "";

    @AttributeDefinition(
            name = "Group",
            description =
                    "The name of a group of trunks that lead to the same numbers: a route to trunks-NAME calls by one"
                            + " of them. Empty, the default: none.")
    String group() default "";

    @AttributeDefinition(
            name = "Group priority",
            description = "Within its group the lowest is tried first. Default 0, to 65535.",
            min = "0",
            max = "65535")
    int group_priority() default 0;

    @AttributeDefinition(
            name = "Group weight",
            description =
                    "Of one priority each trunk comes first as often as its weight says. Default 1, from 0 to 65535.",
            min = "0",
            max = "65535")
    int group_weight() default 1;

    @AttributeDefinition(
            name = "Failover after",
            description =
                    "Milliseconds without any answer after which a call is tried at the next server, where there is"
                            + " one. Default 4000, from 100 to 32000.",
            min = "100",
            max = "32000")
    int failover_after() default 4_000;

    @AttributeDefinition(
            name = "Calls",
            description = "How many calls there may be at a time, in and out. Default 0: any number; to 1000000.",
            min = "0",
            max = "1000000")
    int limit_calls() default 0;

    @AttributeDefinition(
            name = "Calls in",
            description = "How many calls in there may be at a time. Default 0: any number; to 1000000.",
            min = "0",
            max = "1000000")
    int limit_in_calls() default 0;

    @AttributeDefinition(
            name = "Calls in a second, in",
            description = "How many calls in may begin within one second. Default 0: any number; to 10000.",
            min = "0",
            max = "10000")
    int limit_in_rate() default 0;

    @AttributeDefinition(
            name = "Calls out",
            description = "How many calls out there may be at a time. Default 0: any number; to 1000000.",
            min = "0",
            max = "1000000")
    int limit_out_calls() default 0;

    @AttributeDefinition(
            name = "Calls in a second, out",
            description = "How many calls out may begin within one second. Default 0: any number; to 10000.",
            min = "0",
            max = "10000")
    int limit_out_rate() default 0;

    String webconsole_configurationFactory_nameHint() default "{service.pid} {host}:{port}";
}
