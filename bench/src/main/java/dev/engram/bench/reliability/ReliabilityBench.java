package dev.engram.bench.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Simulates classes whose truth is known, and writes how well mastery at 30 days predicts what is recalled then. */
public final class ReliabilityBench {
    private ReliabilityBench() {}

    /** @param arguments learners and days, each at least 1; seed; path of the page */
    public static void main(String[] arguments) throws IOException {
        int learners = Integer.parseInt(arguments[0]);
        int days = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        var file = Path.of(arguments[3]).toAbsolutePath();
        var page = new ReliabilityPage(MeasuredClass.all(learners, days, seed), learners, days, seed);
        Files.createDirectories(file.getParent());
        Files.writeString(file, page.text());
        System.out.print(page.summary());
        System.out.println("The whole page: " + file);
    }
}
