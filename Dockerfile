# The hosted demo. Build: docker build -t neural-network-playground .
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PLAYGROUND_DATA_DIR=/data \
    STREAMLIT_SERVER_HEADLESS=true \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=8501

RUN useradd --create-home --uid 10001 playground && install -d -o playground /data
WORKDIR /app

COPY requirements.txt .
RUN pip install -r requirements.txt

COPY streamlit_app.py .
COPY .streamlit .streamlit
COPY pages pages
COPY playground playground

USER playground
# The training loop is compiled here, once, and not while the first visitor waits.
RUN python -m playground.engine.native
VOLUME /data
EXPOSE 8501

# Without curl: the image has Python.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]

# Streamlit as the first process: it gets the stop signal itself and ends its workers.
CMD ["streamlit", "run", "streamlit_app.py"]
