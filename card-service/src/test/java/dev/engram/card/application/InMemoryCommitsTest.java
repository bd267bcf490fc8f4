package dev.engram.card.application;

class InMemoryCommitsTest extends CommitStoreConformance {

    private static final InMemoryCommits COMMITS = new InMemoryCommits();

    @Override
    protected Views views() {
        return new Views(COMMITS, COMMITS);
    }
}
