import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Build step: gives the classes of a jar, in place, the class file version of Java 8 and the stack
/// maps that go with it; code and names stay as they are.
///
/// The AOT cache of JDK 25 takes no class of a version below 50, and picocli's are of 49: without
/// this, every start reads and verifies them anew, which takes a quarter of it.
final class ClassUpgrade {
    private static final int JAVA_8 = 52;
    private static final String CHANGE =
            "Class files raised to version 52, with stack maps; otherwise unchanged.\n";

    private ClassUpgrade() {}

    /// @param arguments the jar
    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path upgraded = jar.resolveSibling(jar.getFileName() + ".part");
        int count = 0;
        try (JarFile from = new JarFile(jar.toFile());
                URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                OutputStream out = Files.newOutputStream(upgraded);
                JarOutputStream to = new JarOutputStream(out)) {
            for (JarEntry entry : from.stream().toList()) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                boolean isOld = isOld(entry.getName(), content);
                byte[] written = isOld ? upgrade(content, classes) : content;
                count += isOld ? 1 : 0;
                put(to, entry, written);
            }
            if (count > 0) {
                JarEntry note = new JarEntry("META-INF/CHANGED.txt");
                note.setTime(from.getEntry(JarFile.MANIFEST_NAME).getTime());
                put(to, note, CHANGE.getBytes(StandardCharsets.UTF_8));
            }
        }
        if (count == 0) {
            Files.delete(upgraded);
        } else {
            Files.move(upgraded, jar, StandardCopyOption.REPLACE_EXISTING);
        }
        System.out.printf("%s: %d classes raised to version %d%n", jar.getFileName(), count, JAVA_8);
    }

    private static void put(JarOutputStream to, JarEntry entry, byte[] content) throws IOException {
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        to.putNextEntry(copy);
        to.write(content);
        to.closeEntry();
    }

    private static boolean isOld(String name, byte[] content) {
        // Bytes 6 and 7 of a class file are its major version.
        return name.endsWith(".class")
                && !name.endsWith("module-info.class")
                && ((content[6] & 0xFF) << 8 | content[7] & 0xFF) < JAVA_8;
    }

    private static byte[] upgrade(byte[] content, ClassLoader classes) {
        ClassFile files =
                ClassFile.of(
                        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                        ClassFile.ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(classes)
                                        .orElse(ClassHierarchyResolver.defaultResolver())));
        ClassModel old = files.parse(content);
        return files.transformClass(
                old,
                (builder, element) -> {
                    switch (element) {
                        case ClassFileVersion _ -> builder.withVersion(JAVA_8, 0);
                        case MethodModel method when method.code().isPresent() ->
                                builder.transformMethod(
                                        method,
                                        MethodTransform.transformingCode(
                                                CodeTransform.ACCEPT_ALL));
                        default -> builder.with(element);
                    }
                });
    }
}
