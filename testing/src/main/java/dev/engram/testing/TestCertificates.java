package dev.engram.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority of its own for one test, made by keytool of the JDK, and certificates that it signs; all files are PEM. */
public final class TestCertificates {
    /** Names of this machine. */
    public static final String LOOPBACK = "san=ip:127.0.0.1,dns:localhost";

    private static final String PASSWORD = "changeit";
    private static final String AUTHORITY = "ca";

    private final Path folder;
    private final Path store;
    private final Path ca;

    /**
     * A certificate of this authority.
     *
     * @param certificate it alone
     * @param key its private key, PKCS #8
     * @param both in one file
     */
    public record Issued(Path certificate, Path key, Path both) {}

    private TestCertificates(Path folder) throws IOException, GeneralSecurityException {
        this.folder = Files.createDirectories(folder);
        this.store = folder.resolve("authority.p12");
        keytool("-genkeypair", AUTHORITY, "-dname", "CN=authority of a test", "-ext", "bc:c", "-validity", "2");
        this.ca = Files.writeString(folder.resolve("ca.pem"), pem(load().getCertificate(AUTHORITY)));
    }

    /** Makes one in a folder of its own. */
    public static TestCertificates in(Path folder) throws IOException, GeneralSecurityException {
        return new TestCertificates(folder);
    }

    /** The certificate of the authority. */
    public Path ca() {
        return ca;
    }

    /** A certificate that is valid today. @param names as keytool takes them, see {@link #LOOPBACK} */
    public Issued issue(String file, String names) throws IOException, GeneralSecurityException {
        return issue(file, names, "-1d");
    }

    /** One that was valid until yesterday. */
    public Issued issueExpired(String file, String names) throws IOException, GeneralSecurityException {
        return issue(file, names, "-3d");
    }

    private Issued issue(String file, String names, String start) throws IOException, GeneralSecurityException {
        keytool(
                "-genkeypair",
                file,
                "-dname",
                "CN=" + file,
                "-ext",
                names,
                "-validity",
                "2",
                "-startdate",
                start,
                "-signer",
                AUTHORITY);
        var keys = load();
        var certificate = pem(keys.getCertificate(file));
        var key = pem("PRIVATE KEY", keys.getKey(file, PASSWORD.toCharArray()).getEncoded());
        return new Issued(
                Files.writeString(folder.resolve(file + ".crt"), certificate),
                Files.writeString(folder.resolve(file + ".key"), key),
                Files.writeString(folder.resolve(file + ".pem"), key + certificate));
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private void keytool(String task, String alias, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), task, "-alias", alias));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool: " + output);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded), kind);
    }
}
