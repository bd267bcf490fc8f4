package dev.engram.gateway.application.account;

/** Sends letters, where a server for them is configured. */
public interface MailSender {
    /** Sends plain text. @return false if no server is configured, or it did not take the letter */
    boolean send(String to, String subject, String text);
}
