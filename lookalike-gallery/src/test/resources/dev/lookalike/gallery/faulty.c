/* A disk that fails on demand: what FAULTS names says which call, from when on, and how often.
 *
 * FAULTS is the path of a file with one line, "sync 3 1" or "write 5 -1": the third sync from now on fails once, or every
 * write from the fifth on fails. An empty or missing file: nothing fails. Only files whose path has what FAULTS_ON says
 * in it are hit. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char told[64];
static long calls;

static int is_meant(int descriptor) {
    const char *meant = getenv("FAULTS_ON");
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return meant && strstr(path, meant) && !strstr(path, "-shm");
}

static int fails(const char *call, int descriptor) {
    if (!is_meant(descriptor)) return 0;
    const char *faults = getenv("FAULTS");
    FILE *file = faults ? fopen(faults, "r") : NULL;
    char line[64] = "", name[16] = "";
    long first = 0, times = 0;
    if (file) {
        if (!fgets(line, sizeof line, file)) line[0] = 0;
        fclose(file);
    }
    pthread_mutex_lock(&lock);
    if (strcmp(line, told)) {
        strcpy(told, line);
        calls = 0;
    }
    int failing = 0;
    if (sscanf(line, "%15s %ld %ld", name, &first, &times) == 3 && !strcmp(name, call)) {
        calls++;
        failing = calls >= first && (times < 0 || calls < first + times);
    }
    pthread_mutex_unlock(&lock);
    return failing;
}

int fsync(int descriptor) {
    static int (*real)(int);
    if (!real) real = (int (*)(int)) dlsym(RTLD_NEXT, "fsync");
    if (fails("sync", descriptor)) { errno = EIO; return -1; }
    return real(descriptor);
}

int fdatasync(int descriptor) {
    static int (*real)(int);
    if (!real) real = (int (*)(int)) dlsym(RTLD_NEXT, "fdatasync");
    if (fails("sync", descriptor)) { errno = EIO; return -1; }
    return real(descriptor);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = (ssize_t (*)(int, const void *, size_t, off64_t)) dlsym(RTLD_NEXT, "pwrite64");
    if (fails("write", descriptor)) { errno = ENOSPC; return -1; }
    return real(descriptor, bytes, count, at);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t at) {
    static ssize_t (*real)(int, const void *, size_t, off_t);
    if (!real) real = (ssize_t (*)(int, const void *, size_t, off_t)) dlsym(RTLD_NEXT, "pwrite");
    if (fails("write", descriptor)) { errno = ENOSPC; return -1; }
    return real(descriptor, bytes, count, at);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = (ssize_t (*)(int, const void *, size_t)) dlsym(RTLD_NEXT, "write");
    if (fails("write", descriptor)) { errno = ENOSPC; return -1; }
    return real(descriptor, bytes, count);
}

int ftruncate64(int descriptor, off64_t length) {
    static int (*real)(int, off64_t);
    if (!real) real = (int (*)(int, off64_t)) dlsym(RTLD_NEXT, "ftruncate64");
    if (fails("truncate", descriptor)) { errno = EIO; return -1; }
    return real(descriptor, length);
}
