package dev.engram.runtime.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a failed handshake says, in words that an operator can act on. */
public enum TlsFailure {
    EXPIRED(
            "its certificate has expired, or is not valid yet",
            "renew the certificate of the server, and look at both clocks"),
    OTHER_NAME(
            "its certificate is for another name",
            "use a name of the server that is in its certificate, or have one made with this name (subjectAltName)"),
    UNKNOWN_AUTHORITY(
            "its certificate comes from an authority that is not trusted here",
            "let the setting name the certificate of the authority of the server (PEM)"),
    NO_TLS("it does not speak TLS on this port", "use the port on which it does, or turn TLS off here"),
    CERTIFICATE_WANTED(
            "it does not accept the certificate of this client, or wants one",
            "let the setting name a file with a certificate that the server trusts and its key"),
    OTHER("the handshake of TLS failed", "look at the log of the server");

    private final String reason;
    private final String remedy;

    TlsFailure(String reason, String remedy) {
        this.reason = reason;
        this.remedy = remedy;
    }

    /** Completes "the server at … cannot be trusted: ". */
    public String reason() {
        return reason;
    }

    /** What to do, without the names of settings. */
    public String remedy() {
        return remedy;
    }

    /** What the exception and its causes say; empty if none of them is one of TLS. */
    public static Optional<TlsFailure> of(@Nullable Throwable failure) {
        TlsFailure found = null;
        int depth = 0;
        for (var cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            var here = ofOne(cause);
            // the innermost that says something
            if (here != null && (here != OTHER || found == null)) {
                found = here;
            }
        }
        return Optional.ofNullable(found);
    }

    private static @Nullable TlsFailure ofOne(Throwable cause) {
        var text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return switch (cause) {
            case CertificateExpiredException _, CertificateNotYetValidException _ -> EXPIRED;
            case CertPathBuilderException _, CertPathValidatorException _ -> UNKNOWN_AUTHORITY;
            case CertificateException _
            when text.contains("subject alternative") || text.contains("no name matching") -> OTHER_NAME;
            case SSLException _
            when text.contains("not an ssl/tls record") || text.contains("unrecognized ssl message") -> NO_TLS;
            case SSLException _
            when text.contains("received fatal alert")
                    && (text.contains("certificate") || text.contains("unknown_ca")) -> CERTIFICATE_WANTED;
            case SSLException _ -> OTHER;
            default -> null;
        };
    }
}
