# The machine that Florilège needs, made by the script that makes every other: scripts/setup.
#
#   docker build --tag florilege .
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/anthology" florilege            # site and tomes
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/anthology" florilege florilege check
FROM debian:12-slim

WORKDIR /opt/florilege
COPY . .
RUN scripts/setup \
    && rm -rf /var/lib/apt/lists/* /root/.cache

ENV HOME=/tmp \
    LANG=C.UTF-8 \
    NO_MKDOCS_2_WARNING=1 \
    PATH=/opt/florilege/.venv/bin:$PATH

USER 1000:1000
WORKDIR /anthology
EXPOSE 8000
CMD ["sh", "-c", "florilege check && mkdocs build && florilege build"]
