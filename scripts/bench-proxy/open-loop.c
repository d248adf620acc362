/*
 * Sends one request to a port at a fixed mean rate, whatever comes back. Requests are due at random times (exponential gaps, seeded), and the time of each runs from
 * when it was due, so that a stall counts for all that it delays. In C, since a client that collects garbage would be measured with what it measures.
 *
 * What was due in the first 0.2 s does not count: connections are new on both sides of a proxy then.
 *
 * open-loop <port> <requests per second> <seconds> <connections> <file with the request>
 *
 * Prints a line of JSON: how many requests, how many of them failed, and percentiles of their time in microseconds.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define WARM_UP_US 2e5

struct connection {
  int socket;
  double due;
  long missing; /* Bytes of the response that have not arrived; -1: its head has not ended. */
  int headLength;
  char head[8192];
};

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static int byValue(const void *a, const void *b) {
  double difference = *(const double *)a - *(const double *)b;
  return (difference > 0) - (difference < 0);
}

static void die(const char *what) {
  perror(what);
  exit(1);
}

static char request[16384], bytes[1 << 18];
static size_t requestLength;
static long failures;

static void ask(struct connection *one, double due) {
  one->due = due;
  one->missing = -1;
  one->headLength = 0;
  if (write(one->socket, request, requestLength) != (ssize_t)requestLength) die("write");
}

/* 1: the response has ended. */
static int take(struct connection *one) {
  ssize_t length = read(one->socket, bytes, sizeof bytes);
  if (length < 0 && errno == EAGAIN) return 0;
  if (length <= 0) die("the peer closed a connection");
  if (one->missing < 0) {
    int before = one->headLength;
    int room = (int)sizeof one->head - 1 - before;
    int kept = length < room ? (int)length : room;
    memcpy(one->head + before, bytes, kept);
    one->head[one->headLength = before + kept] = 0;
    char *end = strstr(one->head, "\r\n\r\n");
    if (end == NULL) return 0;
    char *declared = strcasestr(one->head, "\r\ncontent-length:");
    if (strncmp(one->head, "HTTP/1.1 200", 12) != 0 || declared == NULL || declared > end) failures++;
    one->missing = (declared == NULL ? 0 : atol(declared + 17)) + (end + 4 - one->head) - before;
  }
  one->missing -= length;
  return one->missing <= 0;
}

int main(int count, char **argument) {
  if (count != 6) return 2;
  double rate = atof(argument[2]), lengthUs = atof(argument[3]) * 1e6 + WARM_UP_US;
  int connections = atoi(argument[4]), poll = epoll_create1(0), freeCount = 0;
  FILE *file = fopen(argument[5], "rb");
  if (file == NULL) die(argument[5]);
  requestLength = fread(request, 1, sizeof request, file);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argument[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct connection *all = calloc(connections, sizeof *all), **idle = calloc(connections, sizeof *idle);
  for (int index = 0, on = 1; index < connections; index++) {
    struct connection *one = &all[index];
    one->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(one->socket, (void *)&address, sizeof address) != 0) die("connect");
    setsockopt(one->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(one->socket, F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = one};
    epoll_ctl(poll, EPOLL_CTL_ADD, one->socket, &event);
    idle[freeCount++] = one;
  }
  srand48(1);
  long capacity = (long)(rate * lengthUs / 1e6 * 1.2) + 1000, asked = 0, taken = 0, dueCount = 0, counted = 0;
  double *due = malloc(capacity * sizeof *due), *latency = malloc(capacity * sizeof *latency);
  double start = now() + 1000;
  for (double at = start; at < start + lengthUs && dueCount < capacity; at -= log(1 - drand48()) / rate * 1e6) due[dueCount++] = at;
  while (taken < dueCount) {
    double time = now();
    while (asked < dueCount && due[asked] <= time && freeCount > 0) ask(idle[--freeCount], due[asked]), asked++;
    double wait = asked < dueCount && freeCount > 0 ? due[asked] - now() : 1e6;
    if (wait < 0) wait = 0;
    struct timespec timeout = {.tv_sec = (long)(wait / 1e6), .tv_nsec = (long)(fmod(wait, 1e6) * 1e3)};
    struct epoll_event events[64];
    int ready = epoll_pwait2(poll, events, 64, &timeout, NULL);
    for (int index = 0; index < ready; index++) {
      struct connection *one = events[index].data.ptr;
      if (!take(one)) continue;
      taken++;
      if (one->due >= start + WARM_UP_US) latency[counted++] = now() - one->due;
      idle[freeCount++] = one;
    }
  }
  qsort(latency, counted, sizeof *latency, byValue);
  printf("{\"requests\":%ld,\"failures\":%ld,\"p50Us\":%.0f,\"p99Us\":%.0f}\n", counted, failures, latency[counted / 2],
         latency[counted * 99 / 100]);
  return 0;
}
