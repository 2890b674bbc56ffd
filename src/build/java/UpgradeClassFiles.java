import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.ClassModel;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Rewrites a library's classes of before Java 6 as classes of Java 8, with the stack maps that those
/// carry: the AOT cache takes no older ones, and they cost a start 0.2 s. The code stays as it is.
///
/// `java UpgradeClassFiles.java LIBRARY.jar`, run by the build on its own copy of the library.
final class UpgradeClassFiles {
    private static final int JAVA_6 = ClassFile.JAVA_6_VERSION;

    private UpgradeClassFiles() {}

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path upgraded = jar.resolveSibling(jar.getFileName() + ".part");
        try (JarFile in = new JarFile(jar.toFile());
                URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(upgraded))) {
            ClassFile files =
                    ClassFile.of(
                            StackMapsOption.GENERATE_STACK_MAPS,
                            ClassFile.ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofResourceParsing(classes)));
            for (Enumeration<JarEntry> entries = in.entries(); entries.hasMoreElements(); ) {
                copy(in, entries.nextElement(), files, out);
            }
        }
        Files.move(upgraded, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(JarFile in, JarEntry entry, ClassFile files, JarOutputStream out)
            throws IOException {
        byte[] bytes;
        try (InputStream stream = in.getInputStream(entry)) {
            bytes = stream.readAllBytes();
        }
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        out.write(entry.getName().endsWith(".class") ? upgraded(bytes, files) : bytes);
        out.closeEntry();
    }

    private static byte[] upgraded(byte[] bytes, ClassFile files) {
        ClassModel model = files.parse(bytes);
        if (model.majorVersion() >= JAVA_6) {
            return bytes;
        }
        return files.transformClass(
                model,
                ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
                        .andThen(
                                (classBuilder, element) ->
                                        classBuilder.with(
                                                element instanceof ClassFileVersion
                                                        ? ClassFileVersion.of(
                                                                ClassFile.JAVA_8_VERSION, 0)
                                                        : element)));
    }
}
