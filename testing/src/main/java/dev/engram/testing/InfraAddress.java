package dev.engram.testing;

import dev.engram.local.ProcessIdentity;
import java.util.Map;
import java.util.Properties;

/**
 * Where the shared broker and mongod of a build are.
 *
 * @param process the JVM that owns both
 * @param kafkaBootstrap host and port of the broker
 * @param mongoUri connection string of the mongod, without a database
 */
record InfraAddress(ProcessIdentity process, String kafkaBootstrap, String mongoUri) {
    static InfraAddress of(Properties properties) {
        return new InfraAddress(
                ProcessIdentity.parse(properties.getProperty("process")).orElseThrow(),
                properties.getProperty("kafka"),
                properties.getProperty("mongo"));
    }

    Properties toProperties() {
        var properties = new Properties();
        properties.putAll(Map.of("process", process.token(), "kafka", kafkaBootstrap, "mongo", mongoUri));
        return properties;
    }
}
