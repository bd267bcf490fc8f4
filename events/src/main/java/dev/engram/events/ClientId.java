package dev.engram.events;

/** The app or device that made an event, such as {@code phone}: 1 to 64 of {@code A-Z a-z 0-9 . _ -}. */
public record ClientId(String value) implements Comparable<ClientId> {

    private static final int MOST = 64;

    public ClientId {
        FieldCheck.that(
                isForm(FieldCheck.present(value, "clientId")),
                "clientId must have 1 to 64 characters, each a letter, a digit or one of . _ -");
    }

    private static boolean isForm(String value) {
        for (int i = 0; i < value.length(); i++) {
            char at = value.charAt(i);
            boolean isAllowed = at >= 'a' && at <= 'z'
                    || at >= 'A' && at <= 'Z'
                    || at >= '0' && at <= '9'
                    || at == '.'
                    || at == '_'
                    || at == '-';
            if (!isAllowed) {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= MOST;
    }

    @Override
    public int compareTo(ClientId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
