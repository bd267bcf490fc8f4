package dev.engram.hardness.table;

import dev.engram.hardness.glmm.InvalidSettingException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks of what callers give. Write conditions so that NaN fails them. */
public final class Check {
    private Check() {}

    /** @throws InvalidSettingException naming the setting and its rule if {@code holds} is false */
    public static void setting(boolean holds, String setting, String rule, @Nullable Object... values) {
        if (!holds) {
            throw new InvalidSettingException(setting, String.format(Locale.ROOT, rule, values));
        }
    }

    /** @throws IllegalArgumentException with the text if {@code holds} is false */
    public static void that(boolean holds, String text, @Nullable Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, text, values));
        }
    }
}
