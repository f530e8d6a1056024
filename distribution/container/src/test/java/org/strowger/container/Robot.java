// SPDX-License-Identifier: Apache-2.0
package org.strowger.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.strowger.api.call.Application;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.sip.Body;

/** An application that takes every call of the echo test's number, and is a bundle of its own: what somebody might drop in. */
public final class Robot implements Callout, Application {
    static final String NAME = "robot";

    private static final String NUMBER = "9196";
    private static final String COMPONENT =
            """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.1.0" name="robot">
              <implementation class="org.strowger.container.Robot"/>
              <service><provide interface="org.strowger.api.call.Callout"/></service>
              <property name="pbx.role" value="robot"/>
              <property name="service.ranking" type="Integer" value="1000"/>
            </scr:component>
            """;

    @Override
    public Reach reach(Outgoing outgoing) {
        return outgoing.destination().number().equals(NUMBER)
                ? new Reach.Here(this)
                : new Reach.NotMine("no robot there");
    }

    @Override
    public void invited(Leg leg, Offer offer) {
        leg.answer(
                Optional.of(Body.sdp("v=0\r\no=robot 1 1 IN IP4 127.0.0.1\r\ns=robot\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                        + "m=audio 9 RTP/AVP 0\r\n")));
    }

    /** The bundle. */
    static InputStream jar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", NAME);
        headers.putValue(
                "Import-Package",
                "org.strowger.api.call;version=\"[1,2)\",org.strowger.api.sip;version=\"[1,2)\","
                        + "org.strowger.api.route;version=\"[1,2)\"");
        headers.putValue("Service-Component", "OSGI-INF/robot.xml");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String name = Robot.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream code = Robot.class.getResourceAsStream("/" + name)) {
            jar.putNextEntry(new JarEntry("OSGI-INF/robot.xml"));
            jar.write(COMPONENT.getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry(name));
            code.transferTo(jar);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
