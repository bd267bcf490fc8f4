package dev.engram.gateway.adapter.http;

import java.util.Map;

/** Small limits and short deadlines, so that a test goes over each in a moment. */
public class EntryProfile extends GatewayProfile {
    static final int CONNECTIONS = 60;
    static final int REQUESTS_PER_CALLER = 4;
    static final int STREAMS_PER_CALLER = 3;
    static final int CONNECTIONS_TO_A_SERVICE = 8;

    @Override
    public Map<String, String> getConfigOverrides() {
        var config = super.getConfigOverrides();
        config.put("engram.services.timeout", "9S");
        config.put("engram.services.connections", Integer.toString(CONNECTIONS_TO_A_SERVICE));
        config.put("engram.services.long-use", "0.5S");
        config.put("engram.gateway.connections.max", Integer.toString(CONNECTIONS));
        config.put("engram.gateway.connections.header-timeout", "1S");
        config.put("engram.gateway.connections.idle-timeout", "1S");
        config.put("engram.gateway.connections.request-timeout", "8S");
        config.put("engram.gateway.requests.max-per-caller", Integer.toString(REQUESTS_PER_CALLER));
        config.put("engram.gateway.requests.max", "40");
        config.put("engram.gateway.requests.max-streams-per-caller", Integer.toString(STREAMS_PER_CALLER));
        config.put("engram.gateway.requests.max-sign-ins-per-address", "20");
        config.put("engram.gateway.requests.max-body-bytes-per-caller", "5M");
        config.put("engram.gateway.requests.max-body-bytes", "12M");
        config.put("engram.gateway.requests.body-timeout", "3S");
        config.put("engram.gateway.requests.sign-in-body-timeout", "2S");
        config.put("engram.gateway.allowed-hosts", "localhost,127.0.0.1,[::1],learn.example.org");
        config.put("quarkus.log.category.\"dev.engram\".level", "DEBUG");
        return config;
    }
}
