package dev.engram.card.application;

/** Is told after a commit, so that it need not look. May miss some; must not block or throw. */
@FunctionalInterface
public interface CommitListener {

    void committed();
}
