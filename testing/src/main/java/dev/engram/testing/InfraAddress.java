package dev.engram.testing;

import dev.engram.local.ProcessIdentity;
import java.util.List;

/**
 * Where the shared broker and mongod of a build are.
 *
 * @param process the JVM that owns both
 * @param kafkaBootstrap host and port of the broker
 * @param mongoUri connection string of the mongod, without a database
 */
record InfraAddress(ProcessIdentity process, String kafkaBootstrap, String mongoUri) {
    static InfraAddress of(List<String> lines) {
        return new InfraAddress(ProcessIdentity.parse(lines.get(0)).orElseThrow(), lines.get(1), lines.get(2));
    }

    List<String> lines() {
        return List.of(process.token(), kafkaBootstrap, mongoUri);
    }
}
