import type { DeviceStatus } from '../app/state';
import { useApp } from '../app/store';
import { BACKEND_IDS } from '../engine/device';
import { formatNumber } from '../i18n/format';
import { Menu, MenuItem } from './controls/Menu';
import { useText } from './text';

/** What computes, and how fast; pressed, what else could. Backend names appear only in here. */
export function DeviceMenu({ className = 'device-chip' }: { className?: string }) {
  const t = useText();
  const device = useApp((state) => state.device);
  const forceBackend = useApp((state) => state.forceBackend);
  const chip = chipText(t, device);
  return (
    <Menu
      className={className}
      align="end"
      label={t('shell.deviceNamed', { device: chip })}
      button={
        <>
          <i aria-hidden="true" />
          {chip}
        </>
      }
    >
      {(close) => {
        const choose = (backend: DeviceStatus['forced']) => {
          forceBackend(backend);
          close();
        };
        return (
          <>
            <MenuItem
              label={t('shell.device.automatic')}
              detail={t('shell.device.automaticNow', { backend: t(`shell.backend.${device.backend}`) })}
              checked={device.forced === null}
              onSelect={() => choose(null)}
            />
            <hr />
            {BACKEND_IDS.map((backend) => {
              const found = device.available.find((entry) => entry.backend === backend);
              const usable = found !== undefined || backend === 'wasm' || backend === 'cpu';
              return (
                <MenuItem
                  key={backend}
                  label={t(`shell.backend.${backend}`)}
                  detail={found ? adapterText(t, found) : t(usable ? `shell.backend.${backend}.about` : 'shell.device.notHere')}
                  checked={device.forced === backend}
                  disabled={!usable}
                  onSelect={() => choose(backend)}
                />
              );
            })}
            <hr />
            <p className="menu-note">{t('shell.device.bits')}</p>
          </>
        );
      }}
    </Menu>
  );
}

type Text = ReturnType<typeof useText>;

function adapterText(t: Text, found: DeviceStatus['available'][number]): string {
  const about = t(`shell.backend.${found.backend}.about`);
  if (found.trouble) return t(`shell.device.${found.trouble}`);
  if (found.backend === 'wasm' || found.backend === 'cpu' || found.adapter === '') return about;
  return t(found.hardware ? 'shell.device.adapter' : 'shell.device.softwareAdapter', { about, adapter: shortAdapter(found.adapter) });
}

/** The name alone of what ANGLE reports as "ANGLE (maker, name, driver)". */
export function shortAdapter(adapter: string): string {
  const name = /^ANGLE \([^,]+, (.+), [^,]+\)$/.exec(adapter)?.[1] ?? adapter;
  const device = /^Vulkan [\d.]+ \((.+)\)$/.exec(name)?.[1] ?? name;
  return device.replace(/ \(0x[\da-f]+\)/i, '').replace(/ (Direct3D|OpenGL).*$/, '');
}

function chipText(t: Text, device: DeviceStatus): string {
  const cpu = device.backend === 'wasm' || device.backend === 'cpu';
  const name = cpu ? (device.workers > 1 ? `CPU × ${device.workers}` : 'CPU') : 'GPU';
  return device.rate === null ? name : t('shell.deviceRate', { name, rate: formatNumber(device.rate) });
}
