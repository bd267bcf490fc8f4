# One image per service: docker build --build-arg SERVICE=gateway . (docker compose builds all four).
#
# Maven's settings, e.g. of a mirror, are given as a secret and stay out of the image:
#   docker build --secret id=maven-settings,src=$HOME/.m2/settings.xml …
# The features used are those of the frontend that engines since 20.10 have built in.

FROM maven:3-eclipse-temurin-25 AS modules
WORKDIR /src
# what is rarely edited comes first: a layer is made again when one above it was
COPY .mvn .mvn
COPY pom.xml ./
COPY events/pom.xml events/
COPY fsrs/pom.xml fsrs/
COPY hardness/pom.xml hardness/
COPY studies/pom.xml studies/
COPY simulation/pom.xml simulation/
COPY bench/pom.xml bench/
COPY bench-endpoint/pom.xml bench-endpoint/
COPY scheduler/pom.xml scheduler/
COPY local/pom.xml local/
COPY testing/pom.xml testing/
COPY projections/pom.xml projections/
COPY projection-runtime/pom.xml projection-runtime/
COPY maintenance/pom.xml maintenance/
COPY service-kit/pom.xml service-kit/
COPY card-service/pom.xml card-service/
COPY review-service/pom.xml review-service/
COPY analytics-service/pom.xml analytics-service/
COPY gateway/pom.xml gateway/
COPY cli/pom.xml cli/
COPY api-client/pom.xml api-client/
COPY system-tests/pom.xml system-tests/
COPY events/src/main events/src/main
COPY fsrs/src/main fsrs/src/main
COPY scheduler/src/main scheduler/src/main
COPY projections/src/main projections/src/main
COPY projection-runtime/src/main projection-runtime/src/main
COPY local/src/main local/src/main
COPY testing/src/main testing/src/main
COPY service-kit/src/main service-kit/src/main
# The builder keeps what Maven downloads. Locked: two Mavens that write to one repository would harm it.
RUN --mount=type=cache,id=engram-maven,target=/root/.m2/repository,sharing=locked \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    mvn -B -ntp -q -Dquick -Dmaven.test.skip=true -pl service-kit -am package

# One service on top of the modules that all of them share; those are up to date here and not compiled again.
FROM modules AS service
ARG SERVICE
RUN [ -f "${SERVICE:-none}/pom.xml" ] || { echo "set --build-arg SERVICE= to card-service, review-service, analytics-service or gateway" >&2; exit 1; }
COPY ${SERVICE}/src/main ${SERVICE}/src/main
# the gateway serves them
COPY docs/openapi.yaml docs/definitions.md docs/
COPY clients/pages/dist clients/pages/dist
# Our own jars are separate from the libraries, which are forty times as large and rarely change.
RUN --mount=type=cache,id=engram-maven,target=/root/.m2/repository,sharing=locked \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    mvn -B -ntp -q -Dquick -Dmaven.test.skip=true -pl "$SERVICE" -am package \
    && mv "$SERVICE/target/quarkus-app" /app \
    && mkdir -p /own/lib/main \
    && mv /app/lib/main/dev.engram.*.jar /own/lib/main/ \
    && mv /app/app /app/quarkus /app/quarkus-run.jar /own/

FROM eclipse-temurin:25-jre-noble
# A number, so that an orchestrator can see that it is not root; nothing is owned by it but its keys.
ARG ENGRAM_UID=10001
RUN cd /run && mkdir -p engram/signing-key \
    && for name in card-service review-service analytics-service gateway operator broker mongod; do \
        mkdir -p "engram/credentials/$name" && chmod 750 "engram/credentials/$name"; done \
    && chmod 700 engram/signing-key \
    && chown -R ${ENGRAM_UID}:${ENGRAM_UID} engram
COPY deploy/service/ /engram/bin/
COPY --from=service /app/lib/ /engram/lib/
COPY --from=service /own/ /engram/
WORKDIR /engram
USER ${ENGRAM_UID}:${ENGRAM_UID}
# All services listen alike: each container has its own address. Looks at a service that still starts are not logged.
ENV QUARKUS_HTTP_HOST=0.0.0.0 \
    QUARKUS_HTTP_PORT=8080 \
    QUARKUS_LOG_CATEGORY__IO_SMALLRYE_HEALTH__LEVEL=WARN \
    MALLOC_ARENA_MAX=2 \
    HOME=/tmp \
    LANG=C.UTF-8
EXPOSE 8080
# Looked at by bash alone: the image has no curl for certain, and a JVM per look would cost more than the service.
HEALTHCHECK --interval=5s --timeout=5s --start-period=90s --retries=6 CMD ["bash", "/engram/bin/healthy"]
# Java is process 1 and gets SIGTERM. The heap follows the container's limit. JAVA_TOOL_OPTIONS adds flags.
ENTRYPOINT ["java", \
    "-XX:MaxRAMPercentage=40", \
    "-XX:MaxDirectMemorySize=64m", \
    "-Xss512k", \
    "-XX:+UseSerialGC", \
    "-XX:TieredStopAtLevel=1", \
    "-XX:ReservedCodeCacheSize=48m", \
    "-XX:-UsePerfData", \
    "-XX:+ExitOnOutOfMemoryError", \
    "-Dfile.encoding=UTF-8", \
    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", \
    "--enable-native-access=ALL-UNNAMED", \
    "--sun-misc-unsafe-memory-access=allow", \
    "-jar", "quarkus-run.jar"]
# Last: they change with every build, and change no file.
ARG SERVICE
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="engram ${SERVICE}" \
      org.opencontainers.image.description="Engram, event-sourced learning analytics: ${SERVICE}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0"
