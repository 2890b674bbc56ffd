package trafficinsights.run.result;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import trafficinsights.log.LogFile;
import trafficinsights.log.Redaction;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.report.WholeFile;
import trafficinsights.run.folder.RunFile;
import trafficinsights.run.home.ToolVersion;
import trafficinsights.run.home.UserFolder;
import trafficinsights.yaml.YamlText;

/// A file for whoever helps: what machine and program this is, the settings and the log, and what a
/// run was asked for. No data, no secrets: every text passes [Redaction] once more.
///
/// Threads: any.
public final class Diagnosis {
    /// Larger settings are none.
    private static final long MAX_TEXT_BYTES = 1 << 20;

    private Diagnosis() {}

    /// @param entries names of what is inside
    public record Bundle(Path file, List<String> entries) {}

    /// @param runFolder of a run that went wrong; null for none
    public static Outcome<Bundle> write(Path target, @Nullable Path runFolder) {
        try {
            return Outcome.ok(writeAll(target, runFolder));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        } catch (IOException e) {
            return Outcome.rejected(
                    Problem.of(
                            "diagnosis.failed",
                            "The content for %s could not be read. Check the permissions of %s."
                                    .formatted(target, UserFolder.path()),
                            e));
        }
    }

    private static Bundle writeAll(Path target, @Nullable Path runFolder) throws IOException {
        if (runFolder != null) {
            // Told before anything is written.
            RunFile.read(runFolder.toAbsolutePath().normalize());
        }
        Redaction redaction = Redaction.ofEnvironment(System.getenv());
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("about.yaml", YamlText.of(about()));
        for (Path file : settings()) {
            texts.put("settings/" + file.getFileName(), Files.readString(file));
        }
        for (Path file : LogFile.files()) {
            texts.put(
                    "logs/" + file.getFileName(),
                    new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        }
        if (runFolder != null) {
            texts.put(RunFile.NAME, Files.readString(runFolder.resolve(RunFile.NAME)));
        }
        try (WholeFile file = WholeFile.create(target)) {
            zip(file.stream(), texts, redaction);
            file.commit();
        }
        return new Bundle(target, List.copyOf(texts.keySet()));
    }

    private static void zip(OutputStream out, Map<String, String> texts, Redaction redaction)
            throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                ZipEntry entry = new ZipEntry(text.getKey());
                entry.setLastModifiedTime(FileTime.from(Instant.now()));
                zip.putNextEntry(entry);
                zip.write(redaction.of(text.getValue()).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    private static Map<String, String> about() throws IOException {
        Map<String, String> about = new LinkedHashMap<>();
        Runtime runtime = Runtime.getRuntime();
        about.put("program", ToolVersion.text());
        about.put("written", Instant.now().toString());
        about.put("java", Runtime.version().toString());
        about.put("java_vendor", System.getProperty("java.vendor", ""));
        about.put(
                "system",
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")));
        about.put("processors", Integer.toString(runtime.availableProcessors()));
        about.put("heap_limit_mb", Long.toString(runtime.maxMemory() >> 20));
        about.put("heap_used_mb", Long.toString(used(runtime) >> 20));
        about.put("locale", Locale.getDefault().toLanguageTag());
        about.put("zone", ZoneId.systemDefault().getId());
        about.put("user_folder", UserFolder.path().toString());
        Path existing = UserFolder.path();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing != null) {
            FileStore disk = Files.getFileStore(existing);
            about.put("disk_free_mb", Long.toString(disk.getUsableSpace() >> 20));
        }
        return about;
    }

    private static long used(Runtime runtime) {
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /// What people and the window set: small texts. Not the history of SQL, which may quote data.
    private static List<Path> settings() throws IOException {
        List<Path> settings = new ArrayList<>();
        if (!Files.isDirectory(UserFolder.path())) {
            return settings;
        }
        try (Stream<Path> files = Files.list(UserFolder.path())) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                boolean isSetting =
                        Stream.of(".ini", ".properties", ".yaml", ".json").anyMatch(name::endsWith);
                if (isSetting && Files.isRegularFile(file) && Files.size(file) <= MAX_TEXT_BYTES) {
                    settings.add(file);
                }
            }
        }
        return settings;
    }
}
