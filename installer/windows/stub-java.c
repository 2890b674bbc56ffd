/* Stands in for java.exe in the tests of the package (build-windows.sh --stub-runtime), and for nothing else:
 * prints its arguments, one a line in UTF-8, makes the file of -XX:AOTCacheOutput, and ends with STUB_EXIT after
 * STUB_SLEEP_MS. */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>

static const wchar_t *const RECORDED = L"-XX:AOTCacheOutput=";

int wmain(int count, wchar_t **arguments) {
    static char line[200000];
    printf("STUB RUNTIME: this package is for tests of the installer only and cannot run the program\n");
    for (int i = 1; i < count; i++) {
        WideCharToMultiByte(CP_UTF8, 0, arguments[i], -1, line, sizeof line, NULL, NULL);
        printf("[%s]\n", line);
        if (wcsncmp(arguments[i], RECORDED, wcslen(RECORDED)) == 0) {
            FILE *file = _wfopen(arguments[i] + wcslen(RECORDED), L"w");
            if (file != NULL) {
                fputs("recorded by a stub\n", file);
                fclose(file);
            }
        }
    }
    fflush(stdout);
    const char *pause = getenv("STUB_SLEEP_MS");
    const char *code = getenv("STUB_EXIT");
    if (pause != NULL) {
        Sleep((DWORD)atoi(pause));
    }
    return code == NULL ? 0 : atoi(code);
}
