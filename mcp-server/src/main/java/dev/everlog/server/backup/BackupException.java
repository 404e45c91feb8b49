package dev.everlog.server.backup;

/** A backup cannot be made, or what is there is none that can be trusted. The message says what to do instead. */
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean damage;

    private BackupException(String message, boolean damage) {
        super(message);
        this.damage = damage;
    }

    /** What was asked for cannot be done with these backups. */
    static BackupException misuse(String message) {
        return new BackupException(message, false);
    }

    /** What is there is not what was backed up. */
    static BackupException damage(String message) {
        return new BackupException(message, true);
    }

    /** Whether what is there is not what was backed up. */
    public boolean isDamage() {
        return damage;
    }
}
