package dev.engram.system.document;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of docs/security.md: who may make which call. */
final class RoleTable {
    private static final String BEGIN = "<!-- who may make which call: made by `./engram test api --update` -->\n";
    private static final String END = "<!-- end -->\n";

    /** In the order of the columns. */
    static final List<String> ROLES =
            List.of("learner", "teacher", "author", "researcher", "operator", "data-officer", "administrator");

    private RoleTable() {}

    /** @param page the text of docs/security.md; with this table instead of the one that it has */
    static String replaced(String page, List<ApiCall> calls) {
        int from = page.indexOf(BEGIN);
        int to = page.indexOf(END, from);
        if (from < 0 || to < 0) {
            throw new IllegalStateException("docs/security.md lacks the line " + (from < 0 ? BEGIN : END));
        }
        return page.substring(0, from + BEGIN.length()) + of(calls) + page.substring(to);
    }

    private static String of(List<ApiCall> calls) {
        return Stream.concat(
                        Stream.of(
                                row("call", Stream.concat(Stream.of("no token"), ROLES.stream())),
                                row("---", Stream.generate(() -> ":-:").limit(ROLES.size() + 1L))),
                        calls.stream().map(RoleTable::row))
                .collect(Collectors.joining());
    }

    private static String row(ApiCall call) {
        return row(
                "`" + call + "`",
                Stream.concat(Stream.of(mark(call.isOpen())), ROLES.stream().map(role -> mark(call.isFor(role)))));
    }

    private static String mark(boolean may) {
        return may ? "yes" : "–";
    }

    private static String row(String first, Stream<String> others) {
        return others.collect(Collectors.joining(" | ", "| " + first + " | ", " |\n"));
    }
}
