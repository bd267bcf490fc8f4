package dev.engram.gateway.adapter.account;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.engram.gateway.adapter.http.GatewayProfile;
import java.util.Map;

/** The gateway with a real mail server in this process, and open for sign-up. */
public class AccountProfile extends GatewayProfile {
    /** By which tests read what the server has taken: as the recipient, whose password is the address. */
    static final String POP3_PORT = "test.mail.pop3-port";

    private static final GreenMail MAIL = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_POP3)
    });

    @Override
    public Map<String, String> getConfigOverrides() {
        if (!MAIL.isRunning()) {
            MAIL.start();
        }
        var config = super.getConfigOverrides();
        config.put("engram.gateway.mail.host", "127.0.0.1");
        config.put("engram.gateway.mail.port", Integer.toString(MAIL.getSmtp().getPort()));
        config.put(POP3_PORT, Integer.toString(MAIL.getPop3().getPort()));
        config.put("engram.gateway.mail.encryption", "none");
        config.put("engram.gateway.mail.from", "engram@example.org");
        config.put("engram.gateway.public-url", "https://learn.example.org/");
        config.put("engram.gateway.sign-up", "true");
        return config;
    }
}
