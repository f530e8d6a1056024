// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** A line as an operator is told of it; {@link LineSettings} reads it. */
@ObjectClassDefinition(
        name = "Strowger outside line",
        description = "An account at a provider: we register there, calls come in from there, and go out to there where"
                + " a route names the line.")
@interface SipChannelConfig {
    @AttributeDefinition(name = "User", description = "The account at the provider. Required.")
    String user() default "";

    @AttributeDefinition(
            name = "Password",
            description = "The account's password. Empty, the default, where none is asked for.",
            type = AttributeType.PASSWORD)
    String password() default "";

    @AttributeDefinition(
            name = "Authentication user",
            description = "The name that the password belongs to. Empty, the default: the user.")
    String auth_user() default "";

    @AttributeDefinition(name = "Domain", description = "The provider's domain, as in sip:USER@DOMAIN. Required.")
    String domain() default "";

    @AttributeDefinition(
            name = "Registrar",
            description = "Where to register: HOST or HOST:PORT, a name or an address. Empty, the default: the domain.")
    String registrar() default "";

    @AttributeDefinition(
            name = "Outbound proxy",
            description = "What registrations and calls are sent through: HOST or HOST:PORT. Empty, the default: none.")
    String proxy() default "";

    @AttributeDefinition(
            name = "Transport",
            description =
                    "udp, tcp or tls, which needs a listener for TLS, or dns: whichever the domain offers by NAPTR."
                            + " Default udp.",
            options = {
                @Option(label = "UDP", value = "udp"),
                @Option(label = "TCP", value = "tcp"),
                @Option(label = "TLS", value = "tls"),
                @Option(label = "as the domain says", value = "dns")
            })
    String transport() default "udp";

    @AttributeDefinition(
            name = "Expires",
            description = "Seconds to ask for; what the registrar grants counts. Default 3600, from 30 to 604800.",
            min = "30",
            max = "604800")
    int expires() default 3600;

    @AttributeDefinition(
            name = "Number",
            description = "The number in the From of calls out. Empty, the default: the user.")
    String number() default "";

    @AttributeDefinition(
            name = "Display name",
            description = "The name in the From of calls out. Empty, the default: none.")
    String display_name() default "";

    @AttributeDefinition(
            name = "Caller identity",
            description = "How the provider is told of the original caller. Default line: not at all.",
            options = {
                @Option(label = "not at all", value = "line"),
                @Option(label = "in P-Asserted-Identity", value = "p-asserted-identity"),
                @Option(label = "in Diversion", value = "diversion"),
                @Option(label = "in the From", value = "from")
            })
    String caller_identity() default "line";

    @AttributeDefinition(
            name = "Sources",
            description = "From where calls come in besides the registrar and the proxy: addresses and networks such as"
                    + " 192.0.2.0/24, with commas between them. Empty, the default: from nowhere else.")
    String sources() default "";

    @AttributeDefinition(name = "Description", description = "What an operator wants to read in pbx:lines.")
    String description() default "";

    @AttributeDefinition(
            name = "Enabled",
            description = "Whether it is registered and calls go to and fro. Default true.")
    boolean enabled() default true;

    @AttributeDefinition(
            name = "Service ranking",
            description = "Among roles that know a caller, the highest decides. Default 100, any integer.")
    int service_ranking() default 100;

    @AttributeDefinition(
            name = "Health interval",
            description =
                    "Seconds from one OPTIONS to the next, by which it is known whether the server is there; after two"
                            + " without an answer the line moves to the next. Default 0: it is not asked; to 3600.",
            min = "0",
            max = "3600")
    int health_interval() default 0;

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

    String webconsole_configurationFactory_nameHint() default "{service.pid} {user}@{domain}";
}
