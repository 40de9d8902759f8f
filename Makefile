# One command for each intention. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PY := .venv/bin/python

.PHONY: help setup setup-dev fonts run test test-fast lint format bench screenshots check

help: ## 列出所有命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: ## 安装缺少的系统包、字体和 Python 环境
	@scripts/setup.sh run

setup-dev:
	@scripts/setup.sh test

fonts: ## 取仿宋字体（FandolFang）
	@scripts/setup.sh fonts

run: setup ## 安装、迁移、首次启动装入演示区，启动网页、任务进程和定时器（DISTRICT_FILE=区划.csv 可用真实区划）
	@scripts/run.sh

test: setup-dev ## 运行全部测试（自带私有 PostgreSQL、Redis 和浏览器）
	@scripts/test.sh

test-fast: setup-dev ## 只在 SQLite 上运行，不开浏览器
	@HUANJIE_DATA_DIR="$$(mktemp -d)" $(PY) -m pytest -q -n 2 -m "not browser and not faults"

lint: setup-dev ## 检查代码与模板
	@$(PY) -m ruff check . && .venv/bin/ruff format --check . && .venv/bin/djlint --lint templates

format: setup-dev ## 整理代码格式
	@$(PY) -m ruff check --fix -q . ; .venv/bin/ruff format -q .

bench: setup-dev ## 基准测试：与裸库同场对比，输出一个 JSON 和一张表
	@scripts/bench.sh

screenshots: setup-dev ## 重新生成 README 的截图
	@scripts/screenshots.sh

check: setup ## 部署检查（字体、队列、密钥、目录等）
	@$(PY) manage.py check --deploy --database default
