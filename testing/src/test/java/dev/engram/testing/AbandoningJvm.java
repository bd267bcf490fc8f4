package dev.engram.testing;

/** A test JVM that starts a mongod of its own, prints its port, and then waits to be killed. */
final class AbandoningJvm {
    private AbandoningJvm() {}

    public static void main(String[] arguments) throws InterruptedException {
        var mongod = OwnMongod.start();
        System.out.println("FOUND " + mongod.port());
        Thread.sleep(Long.MAX_VALUE);
    }
}
