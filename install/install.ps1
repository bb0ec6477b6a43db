# Installs specmill on Windows: downloads the archive, compares its SHA-256, tries the program, and moves it in place.
# Leaves nothing behind when one of these fails, and changes no file but the program: PATH is yours.
# The same settings as install.sh, from the environment: SPECMILL_VERSION, SPECMILL_BASE_URL, SPECMILL_INSTALL_DIR.

# A release fills in these two.
$ReleaseVersion = ""
$ReleaseBaseUrl = ""

function Install-Specmill {
  $ErrorActionPreference = "Stop"
  # Windows PowerShell draws a bar for every block, which takes longer than the download.
  $ProgressPreference = "SilentlyContinue"
  [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

  $version = if ($env:SPECMILL_VERSION) { $env:SPECMILL_VERSION } else { $ReleaseVersion }
  $baseUrl = if ($env:SPECMILL_BASE_URL) { $env:SPECMILL_BASE_URL } else { $ReleaseBaseUrl }
  if (-not $version) { throw "install: which version? set SPECMILL_VERSION" }
  if ($version -notmatch '^[0-9A-Za-z.+-]+$') { throw "install: '$version' is no version" }
  if (-not $baseUrl) { throw "install: from where? set SPECMILL_BASE_URL: the folder that holds the files of the release" }
  if ($baseUrl -notmatch '^(https://|http://(127\.0\.0\.1|localhost)[:/])') { throw "install: '$baseUrl' is not https: what comes over it could be anything" }
  $baseUrl = $baseUrl.Replace("{version}", $version).TrimEnd("/")

  # Windows on arm64 runs programs for x64.
  $name = "specmill-$version-windows-x64"
  $folder = Get-SpecmillFolder
  $work = Join-Path ([IO.Path]::GetTempPath()) ("specmill-install-" + [Guid]::NewGuid().ToString("N"))
  $stage = Join-Path $folder ".specmill-install-$PID.exe"
  New-Item -ItemType Directory -Path $work | Out-Null
  try {
    $archive = Join-Path $work "$name.zip"
    Invoke-WebRequest -UseBasicParsing -Uri "$baseUrl/$name.zip.sha256" -OutFile "$archive.sha256"
    Invoke-WebRequest -UseBasicParsing -Uri "$baseUrl/$name.zip" -OutFile $archive
    Confirm-SpecmillChecksum -Archive $archive -Name "$name.zip"
    Expand-Archive -Path $archive -DestinationPath $work
    $binary = Join-Path (Join-Path $work $name) "specmill.exe"
    $said = & $binary --version
    if ($LASTEXITCODE -ne 0) { throw "install: the program does not run here" }
    New-Item -ItemType Directory -Force -Path $folder | Out-Null
    # Beside its place first, because a move is only whole inside one volume.
    Copy-Item -Path $binary -Destination $stage
    Move-Item -Force -Path $stage -Destination (Join-Path $folder "specmill.exe")
    Write-Output "installed $said as $(Join-Path $folder 'specmill.exe')"
  } finally {
    Remove-Item -Recurse -Force -Path $work
    if (Test-Path -LiteralPath $stage) { Remove-Item -Force -LiteralPath $stage }
  }
  if (($env:PATH -split ";") -notcontains $folder) {
    Write-Output "$folder is not on your PATH: add it with this line, and open a new terminal"
    Write-Output "  [Environment]::SetEnvironmentVariable('PATH', '$folder;' + [Environment]::GetEnvironmentVariable('PATH', 'User'), 'User')"
  }
}

function Get-SpecmillFolder {
  if ($env:SPECMILL_INSTALL_DIR) { return $env:SPECMILL_INSTALL_DIR }
  if ($env:XDG_BIN_HOME) { return $env:XDG_BIN_HOME }
  if ($env:XDG_DATA_HOME) { return [IO.Path]::GetFullPath((Join-Path $env:XDG_DATA_HOME "..\bin")) }
  return Join-Path $env:USERPROFILE ".local\bin"
}

function Confirm-SpecmillChecksum {
  param([string]$Archive, [string]$Name)
  $line = Get-Content -Path "$Archive.sha256" -TotalCount 1
  if ($line -notmatch "^([0-9a-f]{64})  $([regex]::Escape($Name))$") { throw "install: $Name.sha256 holds no checksum of $Name" }
  $expected = $Matches[1]
  $found = (Get-FileHash -Algorithm SHA256 -Path $Archive).Hash.ToLowerInvariant()
  if ($found -ne $expected) { throw "install: $Name is not what its checksum says: nothing was installed`n  expected $expected`n  found    $found" }
}

# At the end, so that half of a script does nothing.
Install-Specmill
