# Two images. The host alone, to build functions on (the stages take what Maven has packaged; nothing is compiled here):
#
#   mvn package
#   podman build --target kiln -t kiln .
#
# A function of one's own is then, as on AWS's base image, a Dockerfile of three lines:
#
#   FROM kiln
#   COPY target/classes /var/task/
#   COPY target/dependency /var/task/lib/
#   CMD ["com.example.App::handleRequest"]
#
# And the host with one of the samples:
#
#   podman build --target sample --build-arg SAMPLE=echo --build-arg HANDLER=com.example.echo.Echo -t echo .
#
# BASE is any image with a Java 25 on its PATH and a /bin/sh.
ARG BASE=docker.io/library/eclipse-temurin:25-jre

FROM ${BASE} AS kiln

COPY --chmod=0644 host/server/target/kiln.jar /var/runtime/kiln.jar

# Where Lambda has the function and its runtime. PORT is Knative's variable; the host's default is 8080.
ENV LAMBDA_TASK_ROOT=/var/task \
    LAMBDA_RUNTIME_DIR=/var/runtime
WORKDIR /var/task
EXPOSE 8080

# Any other user and group work too: nothing is written but below /tmp.
USER 10001:0

# exec makes the JVM process 1, so that it gets the signal to end. CMD names the handler and wins over _HANDLER; without
# either the settings below kiln. say what is served. JAVA_TOOL_OPTIONS has the last word on the JVM's options.
# Smaller object headers, and native memory that the compiler needed goes back to the system: a tenth of the resident size.
# On Lambda the JVM never drops the stack trace of an exception that is thrown often: an error report always has it.
ENTRYPOINT ["/bin/sh", "-c", "exec java -XX:MaxRAMPercentage=60 -XX:+UseCompactObjectHeaders -XX:TrimNativeHeapInterval=5000 -XX:-OmitStackTraceInFastThrow -jar /var/runtime/kiln.jar ${1:+\"--kiln.handler=$1\"}", "kiln"]


FROM kiln AS sample

ARG SAMPLE=hello-proxy
ARG HANDLER=com.example.helloproxy.HelloProxy
COPY --chmod=0755 samples/${SAMPLE}/target/classes /var/task/
COPY --chmod=0755 samples/${SAMPLE}/target/dependency /var/task/lib/
ENV _HANDLER=${HANDLER}
