package dev.engram.card.adapter.http;

import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Trusts the tokens of the tests. A profile, since the key must be known when the service is built, else one is made up. */
public class SignedByTests implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "mp.jwt.verify.publickey.location",
                TestTokens.shared().publicKeyFile().toUri().toString());
    }
}
