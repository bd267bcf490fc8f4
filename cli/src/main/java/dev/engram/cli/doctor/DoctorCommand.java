package dev.engram.cli.doctor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.command.StackOptions;
import dev.engram.cli.doctor.Finding.Level;
import dev.engram.cli.stack.LocalStack;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engram doctor}. Changes nothing. */
@Command(
        name = "doctor",
        description = {
            "Look at machine, Java, disks, clocks, folders, ports, versions, topics, replica set and indexes, and print each"
                    + " finding with its remedy.",
            "Works with the stack up or down; what needs a running process is skipped without it. Changes nothing."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no finding is a fail", "1:at least one is"})
public final class DoctorCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    @Mixin
    private final StackOptions options = new StackOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = options.out();
        LocalStack stack = options.stack();
        List<Finding> findings = new ArrayList<>(MachineChecks.all(stack));
        findings.addAll(HomeChecks.all(stack));
        findings.addAll(DatabaseChecks.all(stack));
        findings.addAll(LogChecks.all(stack));
        findings.addAll(ServiceChecks.all(stack));
        boolean failed = findings.stream().anyMatch(finding -> finding.level() == Level.FAIL);
        if (json) {
            out.println(document(findings, !failed).toPrettyString());
        } else {
            findings.forEach(finding -> print(out, finding));
            out.println();
            out.println(Arrays.stream(Level.values())
                    .map(level -> findings.stream()
                                    .filter(finding -> finding.level() == level)
                                    .count()
                            + " " + level)
                    .collect(Collectors.joining(", ", "", "; ./engram status shows how the stack itself is")));
        }
        return failed ? 1 : 0;
    }

    private static void print(PrintWriter out, Finding finding) {
        out.printf("%-5s %-24s %s%n", finding.level(), finding.subject(), finding.found());
        if (finding.remedy() != null) {
            out.printf("      %-24s %s%n", "  remedy", finding.remedy());
        }
    }

    private static ObjectNode document(List<Finding> findings, boolean healthy) {
        ObjectNode document = JSON.createObjectNode().put("healthy", healthy);
        ArrayNode all = document.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode node = all.addObject()
                    .put("level", finding.level().toString())
                    .put("subject", finding.subject())
                    .put("found", finding.found());
            if (finding.remedy() != null) {
                node.put("remedy", finding.remedy());
            }
        }
        return document;
    }
}
