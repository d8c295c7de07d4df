@echo off
chcp 65001 >nul
rem 双击我：准备好一切，做出有声版。改了文字以后再双击一次。
cd /d "%~dp0"
set PYTHON=python
where py >nul 2>nul
if not errorlevel 1 set PYTHON=py -3
%PYTHON% make_audio.py build %*
if errorlevel 9009 echo Python not found: https://www.python.org/downloads/
pause
