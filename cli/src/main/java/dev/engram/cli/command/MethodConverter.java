package dev.engram.cli.command;

import dev.engram.hardness.glmm.Method;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a method, and says what became of one that had another name. */
class MethodConverter implements ITypeConverter<@Nullable Method> {
    private final Set<Method> allowed;
    private final String more;

    MethodConverter() {
        this(Set.of(Method.values()), "");
    }

    private MethodConverter(Set<Method> allowed, String more) {
        this.allowed = allowed;
        this.more = more;
    }

    /** The methods of studies, and {@code auto}, which is null: a method is chosen by the size of the design. */
    static final class OfStudies extends MethodConverter {
        OfStudies() {
            super(Set.of(Method.JOINT, Method.PQL), "auto, ");
        }
    }

    @Override
    public @Nullable Method convert(String value) {
        var name = value.toLowerCase(Locale.ROOT);
        if (!more.isEmpty() && name.equals("auto")) {
            return null;
        }
        for (var method : allowed) {
            if (lower(method).equals(name)) {
                return method;
            }
        }
        throw new TypeConversionException(
                name.equals("fast")
                        ? "the method fast is named for what it is: use pql"
                        : "expected one of " + more
                                + new TreeSet<>(allowed)
                                        .stream().map(MethodConverter::lower).collect(Collectors.joining(", "))
                                + " but was '" + value + "'");
    }

    private static String lower(Method method) {
        return method.name().toLowerCase(Locale.ROOT);
    }
}
