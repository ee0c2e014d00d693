# The bot in a container. One stage installs it; the other holds nothing but Python and what was installed.

FROM python:3.11.15-slim-bookworm AS build

ENV UV_PROJECT_ENVIRONMENT=/opt/serge \
    UV_COMPILE_BYTECODE=1 \
    UV_PYTHON_DOWNLOADS=never

RUN pip install --no-cache-dir uv==0.13.9

WORKDIR /build

# The packages first: they change less often than the bot. Their versions stand in pyproject.toml.
COPY pyproject.toml ./
RUN uv sync --no-dev --extra postgresql --no-install-project

COPY README.md ./
COPY bot ./bot
COPY cogs ./cogs
COPY knowledge ./knowledge
RUN uv sync --no-dev --extra postgresql --no-editable


FROM python:3.11.15-slim-bookworm

LABEL org.opencontainers.image.title="Serge" \
      org.opencontainers.image.description="A discussion companion for reading groups on Discord" \
      org.opencontainers.image.licenses="MIT"

# The token comes from SERGE_TOKEN, or from the file that SERGE_TOKEN_FILE names.
ENV PATH=/opt/serge/bin:$PATH \
    SERGE_DATABASE_URL=sqlite:////data/serge.db \
    SERGE_HEARTBEAT=/data/heartbeat

# A number that a host can give a folder to: chown 10001 FOLDER.
RUN groupadd --gid 10001 serge \
    && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home serge \
    && install --directory --owner=10001 --group=10001 /data

COPY --from=build /opt/serge /opt/serge

USER 10001:10001
WORKDIR /data
VOLUME /data

# The bot touches a file while Discord and the library both answer; this looks how old it is.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["serge", "health"]

ENTRYPOINT ["serge"]
CMD ["run"]
