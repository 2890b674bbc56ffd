/* Loads each library that is named as an argument, and says which cannot be: a test of the package. */
#include <windows.h>
#include <stdio.h>

int wmain(int count, wchar_t **arguments) {
    int failed = 0;
    for (int i = 1; i < count; i++) {
        HMODULE library = LoadLibraryExW(arguments[i], NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
        if (library == NULL) {
            printf("not loaded, Windows error %lu: %ls\n", GetLastError(), arguments[i]);
            failed++;
        } else {
            printf("loaded %ls\n", arguments[i]);
        }
    }
    fflush(stdout);
    TerminateProcess(GetCurrentProcess(), failed == 0 ? 0 : 1); /* without the libraries' own endings */
    return 1;
}
