import type { Messages } from './types';

/** Sentences over the panes besides those of the catalog: what can't be compared, what holds for these trainings alone, and what ready experiments found. */
export const headlines = {
  'headline.diverged': {
    en: 'Net {{letter}} ({{name}}) did not train: its loss is no longer a number. The surfaces do not compare',
    zh: '网络 {{letter}}（{{name}}）没有训练成功：损失已不是数值，曲面不可比较',
  },
  'headline.diverged.one': { en: 'This net did not train: its loss is no longer a number', zh: '这个网络没有训练成功：损失已不是数值' },
  'headline.guessing': {
    en: 'Net {{letter}} ({{name}}) learnt nothing: {{share}} of training samples right, as by guessing. The surfaces do not compare',
    zh: '网络 {{letter}}（{{name}}）什么也没学到：训练样本答对 {{share}}，与瞎猜一样，曲面不可比较',
  },
  'headline.holes': {
    en: 'In surface {{letter}} ({{name}}), {{share}} of the points have no number, so the surfaces do not compare',
    zh: '曲面 {{letter}}（{{name}}）有 {{share}} 的点没有数值，曲面不可比较',
  },
  'headline.holes.one': { en: 'In this surface, {{share}} of the points have no number', zh: '这个曲面有 {{share}} 的点没有数值' },
  'headline.tooFew': { en: 'Too few points to compare the surfaces', zh: '点太少，曲面不可比较' },
  'headline.tooFew.one': { en: 'Too few points to describe this surface', zh: '点太少，说不出这个曲面的形状' },
  'headline.smooth.one': { en: 'Around the trained weights the loss surface is smooth', zh: '训练好的权重附近的损失曲面是平滑的' },
  'headline.flat.one': {
    en: 'Close to the trained weights, {{share}} of the plane is flat: less than {{rise}} above their loss',
    zh: '训练好的权重近旁，平面的 {{share}} 是平坦的：损失升高不到 {{rise}}',
  },
  'headline.flat': {
    en: '{{condition}}, the minimum is sharper: {{less}} of the plane is flat (loss +0.1) instead of {{more}}',
    zh: '{{condition}}，极小点更尖锐：平面的平坦部分（损失 +0.1 以内）从 {{more}} 降到 {{less}}',
  },
  'headline.flat.many': {
    en: 'Minimum {{sharp}} is the sharpest: {{less}} of its plane is flat (loss +0.1), {{more}} in {{flat}}',
    zh: '极小点 {{sharp}} 最尖锐：平面只有 {{less}} 平坦（损失 +0.1 以内），{{flat}} 为 {{more}}',
  },
  'headline.minima.many': {
    en: 'Surface {{most}} has {{more}} local minima, surface {{least}} has {{fewer}}',
    zh: '曲面 {{most}} 有 {{more}} 个局部极小点，曲面 {{least}} 有 {{fewer}} 个',
  },
  'headline.error.many': {
    en: 'The surfaces look alike, but test error is {{more}} in {{most}} and {{fewer}} in {{least}}',
    zh: '曲面相近，但 {{most}} 的测试错误率为 {{more}}，{{least}} 为 {{fewer}}',
  },
  'headline.trainings.2': { en: 'In these two trainings', zh: '就这两次训练而言' },
  'headline.trainings.3': { en: 'In these three trainings', zh: '就这三次训练而言' },
  'headline.trainings.4': { en: 'In these four trainings', zh: '就这四次训练而言' },
  'headline.here.roughness': {
    en: '{{trainings}}, surface {{most}} is {{ratio}}× rougher than surface {{least}}',
    zh: '{{trainings}}，曲面 {{most}} 的粗糙度是曲面 {{least}} 的 {{ratio}} 倍',
  },
  'headline.here.minima': {
    en: '{{trainings}}, surface {{most}} has {{more}} local minima, surface {{least}} has {{fewer}}',
    zh: '{{trainings}}，曲面 {{most}} 有 {{more}} 个局部极小点，曲面 {{least}} 有 {{fewer}} 个',
  },
  'headline.here.flat': {
    en: '{{trainings}}, minimum {{least}} is sharper than {{most}}: {{fewer}} of its plane is flat (loss +0.1) instead of {{more}}',
    zh: '{{trainings}}，极小点 {{least}} 比 {{most}} 更尖锐：平面的平坦部分（损失 +0.1 以内）为 {{fewer}}，而不是 {{more}}',
  },
  'headline.here.error': {
    en: '{{trainings}}, the surfaces look alike, but test error is {{more}} in {{most}} and {{fewer}} in {{least}}',
    zh: '{{trainings}}，曲面相近，但 {{most}} 的测试错误率为 {{more}}，{{least}} 为 {{fewer}}',
  },
  'headline.unscaled': {
    en: '{{scaled}} and {{raw}} are one net: drawn unscaled, its surface looks {{ratio}}× rougher',
    zh: '{{scaled}} 与 {{raw}} 是同一网络：不缩放时，曲面的粗糙度看起来是 {{ratio}} 倍',
  },
  'headline.unscaled.smoother': {
    en: '{{scaled}} and {{raw}} are one net: drawn unscaled, its surface looks {{ratio}}× smoother',
    zh: '{{scaled}} 与 {{raw}} 是同一网络：不缩放时，曲面的粗糙度看起来只有 1/{{ratio}}',
  },
  'headline.unscaled.alike': {
    en: '{{scaled}} and {{raw}} are one net: drawn unscaled, its surface looks alike',
    zh: '{{scaled}} 与 {{raw}} 是同一网络：不缩放时，曲面看起来差不多',
  },
  'finding.rescaled': {
    en: 'One function, two sets of weights: A and B, unscaled, differ; C and D, scaled per filter, agree',
    zh: '同一函数，两组权重：不缩放的 A 与 B 不同，按滤波器缩放的 C 与 D 一致',
  },
  'finding.rescaled.none': {
    en: 'One function with two sets of weights: A and B drawn unscaled, C and D scaled per filter',
    zh: '同一函数，两组权重：A 与 B 不缩放，C 与 D 按滤波器缩放',
  },
  'finding.edge': {
    en: 'At each of three rates, sharpness climbs to 2/η and stays near it',
    zh: '三种学习率下，尖锐度都升到 2/η，之后停在附近',
  },
  'finding.edge.open': {
    en: 'Gradient descent at three rates: watch sharpness and its limit 2/η in the curve',
    zh: '三种学习率的梯度下降：请看曲线中的尖锐度与界限 2/η',
  },
  'finding.edge.none': {
    en: 'Here, sharpness does not climb to 2/η and stay there at every rate',
    zh: '这里，并非每种学习率下尖锐度都升到 2/η 并停在那里',
  },
  'finding.optimizers': {
    en: '{{best}} went lowest, to a loss of {{low}}; {{worst}} ended at {{high}}',
    zh: '{{best}}走得最低，损失降到 {{low}}；{{worst}}停在 {{high}}',
  },
  'finding.threeMinima': {
    en: 'Three trainings of one net, three minima: between any two the loss rises to {{hill}} or more',
    zh: '同一网络训练三次，得到三个极小点：任意两个之间，损失至少升到 {{hill}}',
  },
  'finding.threeMinima.none': {
    en: 'One net trained from three starts, on the plane through where they ended',
    zh: '同一网络从三个起点训练，画在经过三个终点的平面上',
  },
  'finding.batchSize': {
    en: '{{wide}}: a {{ratio}}× larger basin at +0.5 loss than {{narrow}}; test error {{wideError}} against {{narrowError}}',
    zh: '{{wide}}的盆地（损失 +0.5）是{{narrow}}的 {{ratio}} 倍大；测试错误率 {{wideError}} 对 {{narrowError}}',
  },
  'finding.batchSize.here': {
    en: 'In these two trainings, {{wide}} has a {{ratio}}× larger basin at +0.5 loss; test error {{wideError}} against {{narrowError}}',
    zh: '就这两次训练而言，{{wide}}的盆地（损失 +0.5）有 {{ratio}} 倍大；测试错误率 {{wideError}} 对 {{narrowError}}',
  },
  'finding.batchSize.none': {
    en: '{{first}} and {{second}}: basins of about one size at +0.5 loss',
    zh: '{{first}}与{{second}}：盆地（损失 +0.5）大小相近',
  },
  'finding.curvature': {
    en: 'Where it looks convex, is it? {{first}} of the plane of A and {{second}} of that of B are clearly not convex',
    zh: '看起来凸的地方真的凸吗？A 的平面有 {{first}}、B 的平面有 {{second}} 明显非凸',
  },
  'finding.resnet': {
    en: 'In these two trainings, the net without shortcuts errs more: {{more}} test error instead of {{fewer}}',
    zh: '就这两次训练而言，没有捷径连接的网络错得更多：测试错误率 {{more}}，而不是 {{fewer}}',
  },
  'finding.resnet.other': {
    en: 'In these two trainings, the net with shortcuts errs more: {{more}} test error instead of {{fewer}}',
    zh: '就这两次训练而言，有捷径连接的网络错得更多：测试错误率 {{more}}，而不是 {{fewer}}',
  },
} as const satisfies Messages;
