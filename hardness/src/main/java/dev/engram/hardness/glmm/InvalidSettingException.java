package dev.engram.hardness.glmm;

/** A setting of a fit or study that breaks its rule. */
public final class InvalidSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String setting;
    private final String rule;

    /**
     * @param setting its name, such as {@code threads}
     * @param rule    what it must be, with the value that it has
     */
    public InvalidSettingException(String setting, String rule) {
        super(setting + " " + rule);
        this.setting = setting;
        this.rule = rule;
    }

    public String setting() {
        return setting;
    }

    /** The rule that it breaks, with its value. */
    public String rule() {
        return rule;
    }
}
