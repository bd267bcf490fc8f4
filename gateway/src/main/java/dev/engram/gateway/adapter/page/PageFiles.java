package dev.engram.gateway.adapter.page;

import dev.engram.kit.markdown.DocumentMarkdown;
import io.quarkus.runtime.util.ClassPathUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The files in META-INF/resources of this module, by their paths in addresses. They are read once. */
final class PageFiles {
    /** Of the pages, which are all made of this one. */
    static final String SHELL = "/index.html";

    private static final String DEFINITIONS = "/definitions.html";
    private static final String FOLDER = "META-INF/resources";
    private static final String IN_EVERY_BUILD = "/docs/index.html";

    private final Map<String, PageFile> files;

    private PageFiles(Map<String, PageFile> files) {
        this.files = Map.copyOf(files);
    }

    /** @throws UncheckedIOException if they cannot be read */
    static PageFiles read() {
        var known = PageFiles.class.getClassLoader().getResource(FOLDER + IN_EVERY_BUILD);
        if (known == null) {
            throw new IllegalStateException(FOLDER + IN_EVERY_BUILD + " is missing in this build");
        }
        var files = read(known);
        files.put(DEFINITIONS, PageFile.of(DEFINITIONS, definitions()));
        return new PageFiles(files);
    }

    /** docs/definitions.md as a part of a page. */
    private static byte[] definitions() {
        try (var file = PageFiles.class.getResourceAsStream("/definitions.md")) {
            var text = Objects.requireNonNull(file, "definitions.md is missing in this build")
                    .readAllBytes();
            return DocumentMarkdown.html(new String(text, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Map<String, PageFile> read(URL known) {
        return ClassPathUtils.processAsPath(known, file -> {
            var files = new TreeMap<String, PageFile>();
            var root = file.resolve("../..").normalize();
            try (var found = Files.walk(root)) {
                for (var each : found.filter(Files::isRegularFile).toList()) {
                    var path = "/" + root.relativize(each).toString().replace('\\', '/');
                    files.put(path, PageFile.of(path, Files.readAllBytes(each)));
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return files;
        });
    }

    /** The file at this path, a folder's being its index.html. */
    Optional<PageFile> at(String path) {
        return Optional.ofNullable(files.get(path.endsWith("/") ? path + "index.html" : path));
    }
}
