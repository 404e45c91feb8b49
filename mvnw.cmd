@echo off
rem Maven for Everlog on Windows: see mvnw. Needs a JDK 25, and tar (part of Windows since 10).
rem   EVERLOG_MAVEN_URL   fetch the distribution from below this address instead
setlocal EnableExtensions
set "version=3.9.11"
set "sha512=bcfe4fe305c962ace56ac7b5fc7a08b87d5abd8b7e89027ab251069faebee516b0ded8961445d6d91ec1985dfe30f8153268843c89aa392733d1a3ec956c9978"
set "base=https://archive.apache.org/dist/maven/maven-3/%version%/binaries"
if defined EVERLOG_MAVEN_URL set "base=%EVERLOG_MAVEN_URL%"
set "root=%~dp0"

set "jdk="
call :try "%JAVA25_HOME%"
call :try "%JAVA_HOME%"
for /f "delims=" %%j in ('where javac 2^>nul') do call :try "%%~dpj.."
for %%p in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%USERPROFILE%\.jdks" "%LOCALAPPDATA%\Programs\Eclipse Adoptium") do (
  if exist "%%~p" for /d %%j in ("%%~p\*") do call :try "%%~j"
)
if not defined jdk (
  echo everlog: no JDK 25 found. Get one: winget install EclipseAdoptium.Temurin.25.JDK 1>&2
  echo or, if you have one elsewhere, set JAVA_HOME to its directory. 1>&2
  exit /b 1
)
set "JAVA_HOME=%jdk%"
set "JAVA25_HOME=%jdk%"
set "MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow %MAVEN_OPTS%"

for /f "tokens=3" %%v in ('mvn -v 2^>nul ^| findstr /c:"Apache Maven 3."') do (
  for /f "tokens=1-3 delims=." %%a in ("%%v") do (
    if %%b gtr 8 goto installed
    if %%b equ 8 if %%c geq 6 goto installed
  )
)

set "dists=%USERPROFILE%\.m2\wrapper\dists\everlog"
set "cached=%dists%\apache-maven-%version%"
if exist "%cached%\bin\mvn.cmd" goto cached
set "file=apache-maven-%version%-bin.tar.gz"
set "work=%dists%\fetch.%RANDOM%"
mkdir "%work%" || exit /b 1
echo mvnw: fetching Maven %version% from %base% 1>&2
"%JAVA_HOME%\bin\java" "%root%.mvn\Fetch.java" "%base%/%file%" "%work%\%file%" || goto failed
"%JAVA_HOME%\bin\java" "%root%.mvn\Fetch.java" --check "%work%\%file%" %sha512% || goto failed
tar -xzf "%work%\%file%" -C "%work%" || goto failed
if not exist "%cached%" move "%work%\apache-maven-%version%" "%cached%" >nul
rmdir /s /q "%work%"

:cached
call "%cached%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%

:installed
call mvn %*
exit /b %ERRORLEVEL%

:failed
rmdir /s /q "%work%"
exit /b 1

:try
if defined jdk exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
findstr /b /c:"JAVA_VERSION=\"25" "%~1\release" >nul 2>&1 && set "jdk=%~f1"
exit /b 0
