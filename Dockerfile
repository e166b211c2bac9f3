# The search page over the project that is mounted at /project.
FROM python:3.12-slim

RUN useradd --create-home searchkit
COPY pyproject.toml README.md LICENSE /source/
COPY src /source/src
COPY web /source/web
RUN pip install --no-cache-dir /source && rm -r /source

USER searchkit
WORKDIR /project
EXPOSE 8000
# Publish the port on 127.0.0.1 alone: there is no password. docs/serving.md says more.
ENTRYPOINT ["searchkit", "serve", "--host", "0.0.0.0", "--allow-host", "localhost", "--no-password"]
