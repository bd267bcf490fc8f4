package dev.engram.kit.markdown;

import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The text of a card, made ready for a parser of Markdown: what is no Markdown of cards is escaped, so that it stays as it is, and
 * formulas are taken out, so that nothing in them is read as Markdown. Each character is looked at a bounded number of times.
 *
 * @param markdown with a mark, {@code U+E000 number U+E001}, in the place of each formula
 * @param formulas in their order
 */
record CardSource(String markdown, List<Formula> formulas) {
    /** Of one formula. */
    record Formula(String tex, boolean isDisplay) {}

    private static final Pattern FENCE = Pattern.compile("[ \\t]*(`{3,}[^`]*|~{3,}.*)");
    private static final Pattern ITEM = Pattern.compile("([ \\t]*(?:[-*]|[0-9]{1,9}\\.))([ \\t]+.*|)");

    CardSource {
        formulas = List.copyOf(formulas);
    }

    /** @param text with line ends LF */
    static CardSource of(String text) {
        return new Reading(text.replace('\uE000', '\uFFFD')
                        .replace('\uE001', '\uFFFD')
                        .replace('\0', '\uFFFD')
                        .split("\n", -1))
                .all();
    }

    /** The formula of a mark. */
    Formula formula(int number) {
        return formulas.get(number);
    }

    private static final class Reading {
        private final String[] lines;
        private final StringBuilder markdown = new StringBuilder();
        private final InlineSource inline = new InlineSource(markdown);
        private final TreeMap<Integer, Integer> numbers = new TreeMap<>();
        private boolean isInList;
        private boolean isAfterBlank = true;

        Reading(String[] lines) {
            this.lines = lines;
        }

        CardSource all() {
            int next = 0;
            while (next < lines.length) {
                var line = lines[next];
                if (FENCE.matcher(line).matches()) {
                    next = fence(next, line.strip());
                } else if (line.isBlank()) {
                    markdown.append('\n');
                    isAfterBlank = true;
                    next++;
                } else {
                    next = paragraph(next);
                }
            }
            return new CardSource(markdown.toString(), inline.formulas());
        }

        /** Lines up to the one that ends the fence, unchanged. @return the line after it */
        private int fence(int first, String opening) {
            var mark = opening.charAt(0);
            int length = 0;
            while (length < opening.length() && opening.charAt(length) == mark) {
                length++;
            }
            var end = Pattern.compile("[ \\t]*" + mark + "{" + length + ",}[ \\t]*");
            int next = first + 1;
            markdown.append(isInList ? lines[first] : opening).append('\n');
            while (next < lines.length && !end.matcher(lines[next]).matches()) {
                markdown.append(lines[next++]).append('\n');
            }
            if (next < lines.length) {
                markdown.append(isInList ? lines[next] : lines[next].strip()).append('\n');
                next++;
            }
            isAfterBlank = false;
            return next;
        }

        /** Lines that are read together: up to a blank one, a fence or the next item of a list. @return the line after them */
        private int paragraph(int first) {
            var text = new StringBuilder(start(lines[first]));
            int next = first + 1;
            while (next < lines.length && continues(lines[next])) {
                text.append('\n').append(start(lines[next++]));
            }
            inline.append(text.toString());
            markdown.append('\n');
            return next;
        }

        private static boolean continues(String line) {
            return !line.isBlank()
                    && !FENCE.matcher(line).matches()
                    && !ITEM.matcher(line).matches();
        }

        /** What of a line is no text is appended or marked by the reader of the text. @return the line, its beginning made ready */
        private String start(String line) {
            var item = ITEM.matcher(line);
            if (item.matches() && isNext(item.group(1))) {
                isInList = true;
                isAfterBlank = false;
                markdown.append(item.group(1)).append(' ');
                return second(item.group(2).strip());
            }
            var text = line.strip();
            int indentation = line.indexOf(text);
            if (indentation == 0 && isAfterBlank) {
                isInList = false;
                numbers.clear();
            }
            isAfterBlank = false;
            if (item.matches()) {
                text = InlineSource.LITERAL + text;
            }
            var margin = line.substring(0, indentation);
            return (isInList ? margin : margin.replace("\t", "    ").replace(' ', '\u00A0')) + text;
        }

        /** Whether a list goes on with this mark: its number would be replaced by the one that is next. */
        private boolean isNext(String mark) {
            var text = mark.strip();
            int margin = mark.length() - text.length();
            numbers.tailMap(margin, false).clear();
            if (!text.endsWith(".")) {
                return true;
            }
            int number = Integer.parseInt(text.substring(0, text.length() - 1));
            var before = isInList ? numbers.get(margin) : null;
            var isNext = (before == null || number == before + 1) && (number == 0 || !text.startsWith("0"));
            if (isNext) {
                numbers.put(margin, number);
            }
            return isNext;
        }

        /** An item that begins as another item is none of a list within the list. */
        private static String second(String text) {
            var item = ITEM.matcher(text);
            return item.matches() || FENCE.matcher(text).matches() ? InlineSource.LITERAL + text : text;
        }
    }
}
