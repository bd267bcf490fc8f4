package dev.engram.testing;

/** A test JVM of another module: asks for the shared servers, prints where they are, and ends. */
final class SharingJvm {
    private SharingJvm() {}

    public static void main(String[] arguments) {
        var infra = TestInfra.shared();
        System.out.println("FOUND " + infra.kafkaBootstrap() + " " + infra.mongoUri());
        System.exit(0);
    }
}
