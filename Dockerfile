# The hub as a container: see compose.yaml. Its settings come from the environment, as the README lists them.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 BIND=0.0.0.0:8000
WORKDIR /srv/hub

COPY requirements/run.txt requirements/
RUN pip install --require-hashes --only-binary :all: -r requirements/run.txt

COPY . .
# The only folder that the hub writes to: static files, made now, and what processes share.
RUN useradd --uid 10001 --no-create-home hub \
    && SECRET_KEY=build-only python manage.py collectstatic --noinput \
    && chown -R hub var

USER hub
EXPOSE 8000
# By a name that the hub answers to, as a proxy would ask.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["python", "-c", "import os, urllib.request as u; host = os.environ.get('ALLOWED_HOSTS', '127.0.0.1').split(',')[0].lstrip('.'); u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': host}), timeout=4)"]
CMD ["gunicorn", "crm.wsgi", "--config", ".gunicorn.conf.py"]
