# Kiln's image, to build functions on, and the same with one of the samples. It takes what Maven has packaged; nothing of Java
# is compiled here.
#
#   mvn package
#   podman build --target kiln -t kiln .
#   podman build --target kiln --build-arg SYSTEM=bare -t kiln:slim .
#   podman build --target sample --build-arg SAMPLE=echo --build-arg HANDLER=com.example.echo.Echo -t echo .
#
# What lies where, the variables, the sizes: docs/image.md.

# A JDK 25 and the usual tools of a shell, for the build.
ARG BASE=docker.io/library/eclipse-temurin:25-jdk
# What is below the host: a Linux with glibc; or bare, which has nothing but the libraries of the JVM: no shell, no tools.
ARG SYSTEM=docker.io/library/debian:trixie-slim


FROM scratch AS launcher

ARG TARGETARCH
COPY --chmod=0755 host/launcher/bin/kiln-linux-${TARGETARCH} /kiln


FROM ${BASE} AS host

# Images of a JDK often have a user of their own.
USER 0
# The languages of dates, numbers and texts of the JDK, such as en,de,zh; * is all.
ARG LOCALES=*
# The time of all files, in seconds. The cache knows the jars by it: --timestamp, if given, has to be the same.
ARG SOURCE_DATE_EPOCH=1767225600

COPY host/image/ /build/
RUN jlink @/build/jlink.options "--include-locales=$LOCALES" --output /var/runtime/java

COPY --from=launcher /kiln /var/runtime/bin/kiln
COPY host/server/target/kiln/lib/ /var/runtime/lib/
COPY host/server/target/kiln/otel/ /var/runtime/otel/
COPY host/server/target/kiln/sbom/ /var/runtime/sbom/
RUN chmod -R u=rwX,go=rX /var/runtime && chmod 0755 /var/runtime/bin/kiln \
    && find /var/runtime -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +

# What every function's start needs is learnt from a small one, and what large ones need from one with a framework.
COPY samples/hello-proxy/target/classes/ /var/task/
COPY samples/hello-proxy/target/dependency/ /var/task/lib/
RUN JAVA_HOME=/var/runtime/java /var/runtime/bin/kiln train --host com.example.helloproxy.HelloProxy
COPY host/training/target/classes/ /build/training/
COPY host/training/target/dependency/ /build/training/lib/
RUN JAVA_HOME=/var/runtime/java LAMBDA_TASK_ROOT=/build/training \
    /var/runtime/bin/kiln train --host dev.kiln.training.FrameworkFunction

# A folder for each layer: what changes seldom comes first.
RUN sh /build/layers /var/runtime /layers && sh /build/bare /layers/java /layers/bare \
    && find /layers -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +


FROM scratch AS bare

COPY --from=host /layers/bare/ /


FROM ${SYSTEM} AS kiln

COPY --from=host /layers/java/ /
COPY --from=host /layers/agent/ /
COPY --from=host /layers/libraries/ /
COPY --from=host /layers/kiln/ /
# Who builds on this image trains as its user.
COPY --from=host --chown=10001:0 /layers/cache /var/runtime/cache

# As in AWS's image. The launcher sets what depends on the function and the container.
ENV PATH=/var/runtime/bin:/var/runtime/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin \
    LD_LIBRARY_PATH=/var/task:/var/task/lib:/opt/lib \
    JAVA_HOME=/var/runtime/java \
    LAMBDA_TASK_ROOT=/var/task \
    LAMBDA_RUNTIME_DIR=/var/runtime
WORKDIR /var/task
EXPOSE 8080

# Any other user and group work too: nothing is written but below /tmp.
USER 10001:0

# CMD names the handler and wins over _HANDLER.
ENTRYPOINT ["/var/runtime/bin/kiln"]

ARG BASE
ARG SYSTEM
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Kiln" \
      org.opencontainers.image.description="Runs unmodified Java AWS Lambda handlers on Knative" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="${SYSTEM}" \
      dev.kiln.java="${BASE}" \
      dev.kiln.sbom="/var/runtime/sbom/application.cdx.json"


FROM kiln AS sample

ARG SAMPLE=hello-proxy
ARG HANDLER=com.example.helloproxy.HelloProxy
COPY --chmod=0755 samples/${SAMPLE}/target/dependency /var/task/lib/
COPY --chmod=0755 samples/${SAMPLE}/target/classes /var/task/
ENV _HANDLER=${HANDLER}
