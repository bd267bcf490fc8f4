package dev.engram.card.domain.text;

/** What can be wrong or doubtful in a deck file. An error refuses the file; a warning must be accepted. */
public enum NoticeCode {
    E_FORMAT,
    E_ENCODING,
    E_CHARACTER,
    E_EMPTY,
    E_TITLE,
    E_NO_CARDS,
    E_NO_TAGS,
    E_SOURCE_PLACE,
    E_SOURCE_EMPTY,
    E_DUP_QUESTION,
    E_FENCE,
    E_LIMIT,
    W_NEW_TAG,
    W_TAG_LIKE,
    W_QUESTION_TAG_LIKE,
    W_TITLE_QUESTION,
    W_LOCATOR,
    W_AUTHOR,
    W_SOURCE_LIKE,
    W_DUP_TAG,
    W_INDENT;

    /** The stable name that users and clients see, such as {@code E-NO-TAGS}. */
    public String slug() {
        return name().replace('_', '-');
    }

    public boolean isError() {
        return name().startsWith("E");
    }
}
