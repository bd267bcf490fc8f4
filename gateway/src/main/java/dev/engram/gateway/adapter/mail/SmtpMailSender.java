package dev.engram.gateway.adapter.mail;

import dev.engram.gateway.application.account.MailSender;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends by SMTP, one connection for a letter. A failure is logged without the address; the caller has the link then. */
@Singleton
public final class SmtpMailSender implements MailSender {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpMailSender.class);

    private final MailConfig config;

    /** The server that takes letters. */
    @ConfigMapping(prefix = "engram.gateway.mail")
    public interface MailConfig {
        /** Absent: no letters are sent. */
        Optional<String> host();

        /** 587 with STARTTLS, or 465 with TLS from the start. */
        @WithDefault("587")
        int port();

        /** How the connection is encrypted; {@code none} only on a network of one's own. */
        @WithDefault("starttls")
        Encryption encryption();

        /** None where the server asks for none. */
        Optional<String> user();

        /** The password of {@link #user}, best in a file that {@code quarkus.config.locations} names. */
        Optional<String> password();

        /** The sender. */
        @WithDefault("engram@localhost")
        String from();

        /** How long connecting, and each answer, may take. */
        @WithDefault("5S")
        Duration timeout();
    }

    /** How the connection to the server is encrypted. */
    public enum Encryption {
        /** Begins without; nothing is sent unless the server then encrypts. */
        STARTTLS,
        /** From the start. */
        TLS,
        /** Not at all. */
        NONE
    }

    SmtpMailSender(MailConfig config) {
        this.config = config;
    }

    @Override
    public boolean send(String to, String subject, String text) {
        if (config.host().isEmpty()) {
            return false;
        }
        try {
            var session = Session.getInstance(properties());
            var letter = new MimeMessage(session);
            letter.setFrom(new InternetAddress(config.from()));
            letter.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
            letter.setSubject(subject, StandardCharsets.UTF_8.name());
            letter.setText(text, StandardCharsets.UTF_8.name());
            letter.setSentDate(new Date());
            letter.saveChanges();
            try (var transport = session.getTransport()) {
                transport.connect(config.user().orElse(null), config.password().orElse(null));
                transport.sendMessage(letter, letter.getAllRecipients());
            }
            return true;
        } catch (MessagingException failure) {
            LOG.atWarn()
                    .addKeyValue("server", config.host().get() + ":" + config.port())
                    .addKeyValue("reason", failure.getClass().getSimpleName())
                    .setCause(LOG.isDebugEnabled() ? failure : null)
                    .log("a letter was not sent");
            return false;
        }
    }

    private Properties properties() {
        var protocol = config.encryption() == Encryption.TLS ? "smtps" : "smtp";
        var millis = Long.toString(config.timeout().toMillis());
        var properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol);
        properties.setProperty("mail." + protocol + ".host", config.host().orElseThrow());
        properties.setProperty("mail." + protocol + ".port", Integer.toString(config.port()));
        properties.setProperty(
                "mail." + protocol + ".auth", Boolean.toString(config.user().isPresent()));
        properties.setProperty("mail." + protocol + ".connectiontimeout", millis);
        properties.setProperty("mail." + protocol + ".timeout", millis);
        properties.setProperty("mail." + protocol + ".writetimeout", millis);
        properties.setProperty("mail." + protocol + ".ssl.checkserveridentity", "true");
        var startTls = Boolean.toString(config.encryption() == Encryption.STARTTLS);
        properties.setProperty("mail.smtp.starttls.enable", startTls);
        properties.setProperty("mail.smtp.starttls.required", startTls);
        return properties;
    }
}
