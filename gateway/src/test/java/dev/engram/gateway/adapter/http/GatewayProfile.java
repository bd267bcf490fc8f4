package dev.engram.gateway.adapter.http;

import dev.engram.local.FreePorts;
import dev.engram.testing.TestInfra;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/** The gateway on a real mongod, with services at ports where a test may or may not put one. */
public class GatewayProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        var infra = TestInfra.shared();
        var keys = TestTokens.shared();
        var ports = FreePorts.take(3);
        var config = new HashMap<String, String>();
        config.put("quarkus.http.test-port", "0");
        config.put("engram.mongo.uri", infra.mongoUri());
        config.put("engram.mongo.database", infra.uniqueDatabase("gateway"));
        config.put(
                "mp.jwt.verify.publickey.location", keys.publicKeyFile().toUri().toString());
        config.put("engram.gateway.signing-key", keys.privateKeyFile().toString());
        config.put("engram.gateway.demo-accounts", "true");
        config.put("engram.services.cards.url", "http://127.0.0.1:" + ports.get(0));
        config.put("engram.services.reviews.url", "http://127.0.0.1:" + ports.get(1));
        config.put("engram.services.analytics.url", "http://127.0.0.1:" + ports.get(2));
        config.put("engram.services.timeout", "5S"); // also on a busy machine
        config.put("engram.gateway.erasures.repeat-after", "2S");
        return config;
    }
}
