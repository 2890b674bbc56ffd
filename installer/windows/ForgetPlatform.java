import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.ModuleHashesAttribute;
import java.lang.classfile.attribute.ModuleTargetAttribute;
import java.nio.file.Files;
import java.nio.file.Path;

/// Takes out of module-info.class files which system a module is for and which hashes its friends have, so that
/// test-windows.sh can make jmods of another system out of this JDK's classes.
void main(String[] files) throws Exception {
    for (String name : files) {
        Path file = Path.of(name);
        ClassFile reader = ClassFile.of();
        byte[] without =
                reader.transformClass(
                        reader.parse(file),
                        ClassTransform.dropping(
                                element ->
                                        element instanceof ModuleHashesAttribute
                                                || element instanceof ModuleTargetAttribute));
        Files.write(file, without);
    }
}
