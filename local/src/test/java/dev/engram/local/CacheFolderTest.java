package dev.engram.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
    @Test
    void shouldPreferTheVariablesOfThisUser() {
        assertThat(CacheFolder.of(Map.of("HOME", "/h", "XDG_CACHE_HOME", "/x"))).isEqualTo(Path.of("/x/engram"));
        assertThat(CacheFolder.of(Map.of("HOME", "/h"))).isEqualTo(Path.of("/h/.cache/engram"));
    }

    @Test
    void shouldIgnoreWhatIsNoAbsolutePath() {
        assertThat(CacheFolder.of(Map.of("HOME", "/h", "XDG_CACHE_HOME", "x"))).isEqualTo(Path.of("/h/.cache/engram"));
        assertThat(CacheFolder.of(Map.of("HOME", "", "XDG_CACHE_HOME", "")))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "engram"));
    }
}
