<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Latent Explorer</source>
        <translation>关于 Latent Explorer</translation>
    </message>
    <message>
        <source>Small generative models, seen while they train.</source>
        <translation>小型生成模型，边训练边观察。</translation>
    </message>
    <message>
        <source>MIT licence. The libraries below have licences of their own, Qt (PySide6) the LGPL.</source>
        <translation>MIT 许可证。下列各库有各自的许可证，Qt（PySide6）为 LGPL。</translation>
    </message>
    <message>
        <source>MNIST: Y. LeCun, C. Cortes, C. Burges, CC BY-SA 3.0.
Digits: E. Alpaydin, C. Kaynak, CC BY 4.0.</source>
        <translation>MNIST：Y. LeCun、C. Cortes、C. Burges，CC BY-SA 3.0。
Digits：E. Alpaydin、C. Kaynak，CC BY 4.0。</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>版本 {0}</translation>
    </message>
    <message>
        <source>Version {0}, built from commit {1} of {2} for {3}</source>
        <translation>版本 {0}，由 {2} 的提交 {1} 为 {3} 构建</translation>
    </message>
    <message>
        <source>Third-party licences</source>
        <translation>第三方许可证</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copies version, build and libraries, for a report</source>
        <translation>复制版本、构建与库的信息，以便报告问题</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Open run folder…</source>
        <translation>打开运行文件夹…</translation>
    </message>
    <message>
        <source>Open experiment (TOML)…</source>
        <translation>打开实验（TOML）…</translation>
    </message>
    <message>
        <source>Save run as…</source>
        <translation>运行另存为…</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Runs…</source>
        <translation>所有运行…</translation>
    </message>
    <message>
        <source>Open far run…</source>
        <translation>打开远程运行…</translation>
    </message>
    <message>
        <source>Side by side…</source>
        <translation>并排比较…</translation>
    </message>
    <message>
        <source>Sweep…</source>
        <translation>参数扫描…</translation>
    </message>
    <message>
        <source>Experiment (TOML)…</source>
        <translation>实验（TOML）…</translation>
    </message>
    <message>
        <source>Weights (safetensors)…</source>
        <translation>权重（safetensors）…</translation>
    </message>
    <message>
        <source>Encoders and decoders (ONNX)…</source>
        <translation>编码器和解码器（ONNX）…</translation>
    </message>
    <message>
        <source>Jupyter notebook…</source>
        <translation>Jupyter 笔记本…</translation>
    </message>
    <message>
        <source>Curves (TensorBoard)…</source>
        <translation>曲线（TensorBoard）…</translation>
    </message>
    <message>
        <source>Lessons…</source>
        <translation>课程…</translation>
    </message>
    <message>
        <source>Museum of mistakes…</source>
        <translation>错误博物馆…</translation>
    </message>
    <message>
        <source>Undo on the map</source>
        <translation>撤销地图操作</translation>
    </message>
    <message>
        <source>Redo on the map</source>
        <translation>重做地图操作</translation>
    </message>
    <message>
        <source>Take the rewind back</source>
        <translation>撤销“倒回”</translation>
    </message>
    <message>
        <source>Show the log file</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Copy the error report</source>
        <translation>复制错误报告</translation>
    </message>
    <message>
        <source>Start here</source>
        <translation>从这里开始</translation>
    </message>
    <message>
        <source>Guide for the workshop leader</source>
        <translation>工作坊主持人指南</translation>
    </message>
    <message>
        <source>Diagnostics…</source>
        <translation>诊断…</translation>
    </message>
    <message>
        <source>Third-party licences</source>
        <translation>第三方许可证</translation>
    </message>
    <message>
        <source>About Latent Explorer</source>
        <translation>关于 Latent Explorer</translation>
    </message>
    <message>
        <source>Open a classroom file…</source>
        <translation>打开课堂文件…</translation>
    </message>
    <message>
        <source>Enter a class code…</source>
        <translation>输入课堂代码…</translation>
    </message>
    <message>
        <source>Prepare a class…</source>
        <translation>准备课堂…</translation>
    </message>
    <message>
        <source>Leave the class</source>
        <translation>离开课堂</translation>
    </message>
    <message>
        <source>Projector mode</source>
        <translation>投影模式</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>训练或暂停</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>回到实时</translation>
    </message>
    <message>
        <source>Recent runs</source>
        <translation>最近的运行</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Ordinary</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>大</translation>
    </message>
    <message>
        <source>Very large</source>
        <translation>特大</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>课堂</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>All runs…</source>
        <translation>所有运行…</translation>
    </message>
</context>
<context>
    <name>AdversarialPanel</name>
    <message>
        <source>What D thinks of examples: while it can tell, real ones lie right of fakes.</source>
        <translation>D 对样本的看法：只要它能分辨，真实样本就在伪造样本的右侧。</translation>
    </message>
    <message>
        <source>How the fakes are shared out over clouds or classes; a missing one is ringed.</source>
        <translation>伪造样本在各团或各类之间如何分配；缺失者以圆圈标出。</translation>
    </message>
    <message>
        <source>The same noise through time, and which D sees through which G.</source>
        <translation>同一噪声随时间的变化，以及哪个 D 能识破哪个 G。</translation>
    </message>
    <message>
        <source>How the game goes, by rules. Click a number to read what it says.</source>
        <translation>按规则判断博弈进行得如何。点击数字可读其含义。</translation>
    </message>
    <message>
        <source>One step of training, line by line. Next line walks through it.</source>
        <translation>训练的一步，逐行显示。“下一行”带您走过它。</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Modes</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Generations</source>
        <translation>历代</translation>
    </message>
    <message>
        <source>Draw data</source>
        <translation>绘制数据</translation>
    </message>
    <message>
        <source>Is it working?</source>
        <translation>训练正常吗？</translation>
    </message>
    <message>
        <source>coverage {0}, density {1}</source>
        <translation>覆盖率 {0}，密度 {1}</translation>
    </message>
    <message>
        <source>These data have no known modes, so there are no shares to count. How much is covered tells:</source>
        <translation>这些数据没有已知的模式，因此没有比例可数。可看覆盖了多少：</translation>
    </message>
    <message>
        <source>{0}; then train on (steps: {1})</source>
        <translation>{0}；然后再训练 {1} 步</translation>
    </message>
    <message>
        <source>Beyond the plan learning rates stay at their lowest. To go on longer raise Steps and fork.</source>
        <translation>超出计划后学习率保持最低。若要训练更久，请增大步数并另开分支。</translation>
    </message>
    <message>
        <source>{0} remedies, and still this: the weights may be past saving. Rewind starts afresh with these settings.</source>
        <translation>已补救 {0} 次，情况依旧：这些权重可能已无法挽救。“倒回”会用现在的设置重新开始。</translation>
    </message>
    <message>
        <source>Press Play to go on with it.</source>
        <translation>按“训练”以此继续。</translation>
    </message>
</context>
<context>
    <name>Algorithm</name>
    <message>
        <source>sample real points</source>
        <translation>采样真实点</translation>
    </message>
    <message>
        <source>sample real images</source>
        <translation>采样真实图像</translation>
    </message>
    <message>
        <source>Training data drawn by chance: x. D sees fresh ones in each move.</source>
        <translation>随机抽取的训练数据：x。D 每次更新都看到新的一批。</translation>
    </message>
    <message>
        <source>sample noise z, fakes G(z)</source>
        <translation>采样噪声 z，得到伪造样本 G(z)</translation>
    </message>
    <message>
        <source>Random numbers z, and what the generator makes of them: as many fakes as real ones.</source>
        <translation>随机数 z，以及生成器据此画出的结果：伪造样本与真实样本一样多。</translation>
    </message>
    <message>
        <source>update D: {0}</source>
        <translation>更新 D：{0}</translation>
    </message>
    <message>
        <source>One move of the discriminator down the slope of its loss. G is held still.</source>
        <translation>判别器沿其损失的斜坡向下更新一次。G 保持不动。</translation>
    </message>
    <message>
        <source>fresh noise z</source>
        <translation>新的噪声 z</translation>
    </message>
    <message>
        <source>Other random numbers than those that D has just learned from.</source>
        <translation>与 D 刚才学习所用的不同的随机数。</translation>
    </message>
    <message>
        <source>freeze D, update G: {0}</source>
        <translation>冻结 D，更新 G：{0}</translation>
    </message>
    <message>
        <source>One move of the generator. D is held still; the slope of its score passes through it to G&apos;s weights.</source>
        <translation>生成器更新一次。D 保持不动；其评分的斜率穿过 D 传到 G 的权重。</translation>
    </message>
    <message>
        <source>raise D(G(z))</source>
        <translation>增大 D(G(z))</translation>
    </message>
    <message>
        <source>raise D(x), lower D(G(z))</source>
        <translation>增大 D(x)，减小 D(G(z))</translation>
    </message>
    <message>
        <source>{0}-D</source>
        <translation>{0} 维</translation>
    </message>
    <message>
        <source>slope {0}</source>
        <translation>斜率 {0}</translation>
    </message>
    <message>
        <source>loss {0}</source>
        <translation>损失 {0}</translation>
    </message>
</context>
<context>
    <name>AlgorithmView</name>
    <message>
        <source>The algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Next line</source>
        <translation>下一行</translation>
    </message>
    <message>
        <source>Algorithm: {0}</source>
        <translation>算法：{0}</translation>
    </message>
    <message>
        <source>{0} rests: its number of steps is 0</source>
        <translation>{0} 休息：其步数为 0</translation>
    </message>
    <message>
        <source>Moves of {0} in each step: {1}</source>
        <translation>{0} 每步更新 {1} 次</translation>
    </message>
    <message>
        <source>Pause first: then the players can be moved one at a time</source>
        <translation>请先暂停：之后便可让双方逐一更新</translation>
    </message>
    <message>
        <source>Walks through the algorithm; on the lines that update a player, that player moves</source>
        <translation>逐行走过算法；走到更新某一方的那一行时，该方随之更新</translation>
    </message>
</context>
<context>
    <name>AlikeRows</name>
    <message>
        <source>Excerpts of the training text</source>
        <translation>训练文本的片段</translation>
    </message>
</context>
<context>
    <name>Arena</name>
    <message>
        <source>Arena</source>
        <translation>竞技场</translation>
    </message>
    <message>
        <source>Arrow keys pan, plus and minus zoom, Home resets, N and Shift+N go from fake to fake.</source>
        <translation>方向键平移，加减号缩放，Home 复位，N 与 Shift+N 逐个切换伪造样本。</translation>
    </message>
    <message>
        <source>here D &lt;b&gt;{value}&lt;/b&gt;</source>
        <translation>此处 D &lt;b&gt;{value}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>here score &lt;b&gt;{value}&lt;/b&gt;</source>
        <translation>此处评分 &lt;b&gt;{value}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>among real and fake</source>
        <translation>在真实与伪造之间</translation>
    </message>
    <message>
        <source>ideal D &lt;b&gt;{value}&lt;/b&gt;</source>
        <translation>理想 D &lt;b&gt;{value}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>slope of D &lt;b&gt;0.00&lt;/b&gt;: flat here, no push on G</source>
        <translation>D 的坡度 &lt;b&gt;0.00&lt;/b&gt;：此处平坦，对 G 没有推力</translation>
    </message>
    <message>
        <source>slope of D &lt;b&gt;{value}&lt;/b&gt;</source>
        <translation>D 的坡度 &lt;b&gt;{value}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>minimax</source>
        <translation>极小极大</translation>
    </message>
    <message>
        <source>non-saturating</source>
        <translation>非饱和</translation>
    </message>
    <message>
        <source>{0} (this run)</source>
        <translation>{0}（本次运行）</translation>
    </message>
    <message>
        <source>weight of the push: {0}</source>
        <translation>推力的权重：{0}</translation>
    </message>
    <message>
        <source>The push on G is the slope at the fake of D&apos;s score before it is pressed into 0 to 1 (its arrow), times a weight that the loss of G takes from D.
Minimax: the weight is D. A fake that D sees through (D near 0) moves G hardly at all.
Non-saturating: the weight is 1 − D. Such a fake moves G most.
Where that score is flat there is no arrow and no push, whatever the weight.</source>
        <translation>对 G 的推力等于 D 的评分（压缩到 0 至 1 之前）在该伪造样本处的斜率（即箭头），乘以 G 的损失由 D 得出的权重。
极小极大：权重为 D。被 D 识破的伪造样本（D 接近 0）几乎推不动 G。
非饱和：权重为 1 − D。这样的伪造样本推动 G 最多。
该评分平坦之处既无箭头也无推力，无论权重多大。</translation>
    </message>
    <message>
        <source>all fakes are outside the view</source>
        <translation>所有伪造样本都在视野之外</translation>
    </message>
    <message>
        <source>{0} % of the fakes are outside the view</source>
        <translation>{0}% 的伪造样本在视野之外</translation>
    </message>
    <message>
        <source>Home fits it</source>
        <translation>按 Home 适应</translation>
    </message>
    <message>
        <source>fake: score &lt;b&gt;{value}&lt;/b&gt;</source>
        <translation>伪造样本：评分 &lt;b&gt;{value}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>fake: D &lt;b&gt;{value}&lt;/b&gt;</source>
        <translation>伪造样本：D &lt;b&gt;{value}&lt;/b&gt;</translation>
    </message>
</context>
<context>
    <name>ArenaCard</name>
    <message>
        <source>Arena</source>
        <translation>竞技场</translation>
    </message>
    <message>
        <source>real</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>Points of the data</source>
        <translation>数据中的点</translation>
    </message>
    <message>
        <source>fake</source>
        <translation>伪造</translation>
    </message>
    <message>
        <source>Points that the generator makes from fixed noise</source>
        <translation>生成器由固定噪声生成的点</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Where D tells G to move each fake</source>
        <translation>D 告诉 G 应把每个伪造样本移向何处</translation>
    </message>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
    <message>
        <source>How real D finds each place of the plane</source>
        <translation>D 认为平面上每一处有多真实</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Where G takes an even grid of the noise</source>
        <translation>G 把噪声的均匀网格变到何处</translation>
    </message>
    <message>
        <source>ideal D</source>
        <translation>理想 D</translation>
    </message>
    <message>
        <source>The best D there could be, beside the learned one: not trained, but reckoned from where real and fake points are dense, p_data / (p_data + p_G)</source>
        <translation>在学到的 D 旁边显示可能的最好的 D：并非训练所得，而是由真实点与伪造点的密度算出，即 p_data / (p_data + p_G)</translation>
    </message>
    <message>
        <source>Back to the D in training</source>
        <translation>回到训练中的 D</translation>
    </message>
    <message>
        <source>Train a copy of D</source>
        <translation>训练 D 的副本</translation>
    </message>
    <message>
        <source>What D would say if G waited for it: a copy of D trains on alone. The run is not touched.</source>
        <translation>如果 G 等着 D，D 会怎么说：让 D 的一个副本单独继续训练。本次运行不受影响。</translation>
    </message>
    <message>
        <source>Shows the D of the run again</source>
        <translation>重新显示本次运行中的 D</translation>
    </message>
    <message>
        <source>Training a copy of D, while G waits…</source>
        <translation>正在训练 D 的副本，G 暂候…</translation>
    </message>
    <message>
        <source>This D is a copy that trained on while G waited; the D of the run is untouched.</source>
        <translation>这是 G 等候期间继续训练的 D 副本；运行中的 D 未受影响。</translation>
    </message>
    <message>
        <source>Picture (PNG)</source>
        <translation>图片（PNG）</translation>
    </message>
    <message>
        <source>Picture (SVG)</source>
        <translation>图片（SVG）</translation>
    </message>
    <message>
        <source>Points (CSV)</source>
        <translation>点（CSV）</translation>
    </message>
</context>
<context>
    <name>ArenaDivider</name>
    <message>
        <source>Between the learned and the optimal discriminator</source>
        <translation>学到的判别器与最优判别器之间</translation>
    </message>
    <message>
        <source>Left: what D has learned. Right: the best D there could be. Drag to compare.</source>
        <translation>左：D 学到的结果。右：可能的最佳 D。拖动以比较。</translation>
    </message>
</context>
<context>
    <name>ArenaOverlays</name>
    <message>
        <source>Under the pointer</source>
        <translation>指针处</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Fakes outside the view</source>
        <translation>视野之外的伪造样本</translation>
    </message>
    <message>
        <source>learned</source>
        <translation>学到的</translation>
    </message>
    <message>
        <source>optimal</source>
        <translation>最优的</translation>
    </message>
</context>
<context>
    <name>ArenaScale</name>
    <message>
        <source>fake</source>
        <translation>伪造</translation>
    </message>
    <message>
        <source>real</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>Colours from {0} (fake) to {1} (real)</source>
        <translation>颜色从 {0}（伪造）到 {1}（真实）</translation>
    </message>
</context>
<context>
    <name>AskBox</name>
    <message>
        <source>Lock it in</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>then it is revealed</source>
        <translation>然后揭晓</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Go on without a prediction</source>
        <translation>不作预测，继续</translation>
    </message>
    <message>
        <source>Locked in: {0}.</source>
        <translation>已锁定：{0}。</translation>
    </message>
    <message>
        <source>Locked in.</source>
        <translation>已锁定。</translation>
    </message>
    <message>
        <source>Click a place on the map of {0}.</source>
        <translation>在 {0} 的地图上点一个位置。</translation>
    </message>
    <message>
        <source>You chose {0}. Click again to choose another place.</source>
        <translation>您选了 {0}。再点一下可以另选一个位置。</translation>
    </message>
    <message>
        <source>A number from {0} to {1}.</source>
        <translation>{0} 到 {1} 之间的一个数。</translation>
    </message>
</context>
<context>
    <name>BeginningEdit</name>
    <message>
        <source>Beginning of a text</source>
        <translation>文本的开头</translation>
    </message>
    <message>
        <source>Type a beginning</source>
        <translation>输入一个开头</translation>
    </message>
</context>
<context>
    <name>Beside</name>
    <message>
        <source>These models are out of several runs. Open one of the runs for that.</source>
        <translation>这些模型来自多次运行。请先打开其中一次运行。</translation>
    </message>
    <message>
        <source>seed {0}</source>
        <translation>种子 {0}</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>{0} 步</translation>
    </message>
</context>
<context>
    <name>BesideChooser</name>
    <message>
        <source>Side by side</source>
        <translation>并排比较</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Show side by side</source>
        <translation>并排显示</translation>
    </message>
    <message>
        <source>Which models? Two to four can be seen side by side.</source>
        <translation>选哪些模型？可以并排查看两到四个。</translation>
    </message>
    <message>
        <source>{0} chosen</source>
        <translation>已选 {0} 个</translation>
    </message>
</context>
<context>
    <name>BesideDesk</name>
    <message>
        <source>Reading the runs…</source>
        <translation>正在读取运行…</translation>
    </message>
    <message>
        <source>Choose up to {0} models, out of one run or several.</source>
        <translation>请从一次或多次运行中选择至多 {0} 个模型。</translation>
    </message>
</context>
<context>
    <name>BetaDial</name>
    <message>
        <source>β: live</source>
        <translation>β：即时</translation>
    </message>
    <message>
        <source>Takes effect at once, without a restart</source>
        <translation>立即生效，无需重新训练</translation>
    </message>
    <message>
        <source>None of these models has a KL term to weigh.</source>
        <translation>这些模型都没有可加权的 KL 项。</translation>
    </message>
</context>
<context>
    <name>BetaRow</name>
    <message>
        <source>Weight of the KL term: 0 is an autoencoder, 1 the VAE</source>
        <translation>KL 项的权重：0 为自编码器，1 为 VAE</translation>
    </message>
    <message>
        <source>Drop KL</source>
        <translation>去掉 KL</translation>
    </message>
    <message>
        <source>Sets β to 0, so that one sees σ die; again: back to the value before</source>
        <translation>将 β 设为 0，观察 σ 如何消失；再按一次恢复原值</translation>
    </message>
    <message>
        <source>β of {0}</source>
        <translation>{0} 的 β</translation>
    </message>
    <message>
        <source>β of {0} as a number</source>
        <translation>{0} 的 β（数值）</translation>
    </message>
    <message>
        <source>Drop the KL of {0}</source>
        <translation>去掉 {0} 的 KL</translation>
    </message>
    <message>
        <source>Locked for this class</source>
        <translation>本课堂中已锁定</translation>
    </message>
</context>
<context>
    <name>BetaScale</name>
    <message>
        <source>0 = autoencoder</source>
        <translation>0 = 自编码器</translation>
    </message>
    <message>
        <source>1 = VAE</source>
        <translation>1 = VAE</translation>
    </message>
</context>
<context>
    <name>BitsPlot</name>
    <message>
        <source>raw</source>
        <translation>未压缩</translation>
    </message>
    <message>
        <source>Bits so far, line by line</source>
        <translation>至此的比特数，逐行累计</translation>
    </message>
    <message>
        <source>Bits so far, in drawing order</source>
        <translation>按绘制顺序累计的比特数</translation>
    </message>
    <message>
        <source>{0} {1} bits</source>
        <translation>{0} {1} 比特</translation>
    </message>
    <message>
        <source>model {0} bits</source>
        <translation>模型 {0} 比特</translation>
    </message>
    <message>
        <source>Bits so far</source>
        <translation>累计比特数</translation>
    </message>
</context>
<context>
    <name>BrushCanvas</name>
    <message>
        <source>Canvas for your own data</source>
        <translation>绘制自己数据的画布</translation>
    </message>
    <message>
        <source>Paint where the points shall be; the right button erases</source>
        <translation>在点应在之处涂画；右键擦除</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>撤销（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Clear (Delete)</source>
        <translation>清空（Delete）</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>The drawing pad: expected an image, found something else.</source>
        <translation>画板：需要一张图像，得到的却是别的内容。</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>CellStrip</name>
    <message>
        <source>Cells of the memory</source>
        <translation>记忆的单元</translation>
    </message>
    <message>
        <source>the start</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>cell {0} behind {1}: {2}</source>
        <translation>单元 {0} 在{1}之后：{2}</translation>
    </message>
</context>
<context>
    <name>CellsBody</name>
    <message>
        <source>One excerpt of each text that was looked through. The colours are the same as above; the frame is where the cell is highest, or lowest if it is below 0 at the caret.</source>
        <translation>每段查找过的文本取一个片段。颜色与上方相同；方框标出该单元最高之处，若它在光标处低于 0，则为最低之处。</translation>
    </message>
</context>
<context>
    <name>CharacterBars</name>
    <message>
        <source>Likeliest next characters</source>
        <translation>最可能的下一个字符</translation>
    </message>
    <message>
        <source>{0} of the training text</source>
        <translation>占训练文本的 {0}</translation>
    </message>
    <message>
        <source>a guess among {0}</source>
        <translation>相当于在 {0} 个中猜一个</translation>
    </message>
    <message>
        <source>among {0}</source>
        <translation>{0} 选一</translation>
    </message>
</context>
<context>
    <name>CharactersMiddle</name>
    <message>
        <source>Type a beginning</source>
        <translation>输入一个开头</translation>
    </message>
    <message>
        <source>Expects</source>
        <translation>下一个字符</translation>
    </message>
</context>
<context>
    <name>CharactersPanel</name>
    <message>
        <source>What you type is coloured by how surprised the model was; below, each model goes on from there. The noise stays the same, so what changes while it trains was learned.</source>
        <translation>您输入的文字按模型的惊讶度着色；下方，每个模型由此续写。噪声保持不变，因此训练中的变化都是学到的。</translation>
    </message>
    <message>
        <source>What each model expects behind the caret. A guess among N: as open as if N characters were equally likely. Click a bar to type its character.</source>
        <translation>每个模型预期光标之后会出现什么。“在 N 个中猜”：不确定的程度相当于 N 个字符同样可能。单击一个条形即可输入该字符。</translation>
    </message>
</context>
<context>
    <name>CheckRow</name>
    <message>
        <source>Training: {0}</source>
        <translation>训练：{0}</translation>
    </message>
    <message>
        <source>The program&apos;s files</source>
        <translation>程序文件</translation>
    </message>
    <message>
        <source>The build</source>
        <translation>构建信息</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>库</translation>
    </message>
    <message>
        <source>Folders that are written to</source>
        <translation>需要写入的文件夹</translation>
    </message>
    <message>
        <source>The log file</source>
        <translation>日志文件</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Bundled runs</source>
        <translation>自带的运行</translation>
    </message>
    <message>
        <source>Judges</source>
        <translation>评判器</translation>
    </message>
    <message>
        <source>Storing weights</source>
        <translation>权重的保存</translation>
    </message>
    <message>
        <source>Devices compute correctly</source>
        <translation>设备计算正确</translation>
    </message>
    <message>
        <source>Maps without a model</source>
        <translation>不用模型的地图</translation>
    </message>
    <message>
        <source>Going on after a crash</source>
        <translation>崩溃后继续</translation>
    </message>
    <message>
        <source>The screen</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>Translations</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Threads end</source>
        <translation>线程结束</translation>
    </message>
    <message>
        <source>Nothing uses the network</source>
        <translation>不使用网络</translation>
    </message>
    <message>
        <source>Nothing is written into the program</source>
        <translation>不向程序文件夹写入</translation>
    </message>
    <message>
        <source>works</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>works, with a remark</source>
        <translation>正常，但有说明</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
</context>
<context>
    <name>Class</name>
    <message>
        <source>round</source>
        <translation>圆形</translation>
    </message>
    <message>
        <source>flat</source>
        <translation>扁平</translation>
    </message>
    <message>
        <source>tilted</source>
        <translation>倾斜</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <source>purple</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>cyan</source>
        <translation>青色</translation>
    </message>
    <message>
        <source>yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>pink</source>
        <translation>粉色</translation>
    </message>
    <message>
        <source>brown</source>
        <translation>棕色</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>T-shirt</source>
        <translation>T 恤</translation>
    </message>
    <message>
        <source>Trouser</source>
        <translation>裤子</translation>
    </message>
    <message>
        <source>Pullover</source>
        <translation>套头衫</translation>
    </message>
    <message>
        <source>Dress</source>
        <translation>连衣裙</translation>
    </message>
    <message>
        <source>Coat</source>
        <translation>外套</translation>
    </message>
    <message>
        <source>Sandal</source>
        <translation>凉鞋</translation>
    </message>
    <message>
        <source>Shirt</source>
        <translation>衬衫</translation>
    </message>
    <message>
        <source>Sneaker</source>
        <translation>运动鞋</translation>
    </message>
    <message>
        <source>Bag</source>
        <translation>包</translation>
    </message>
    <message>
        <source>Ankle boot</source>
        <translation>短靴</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新月</translation>
    </message>
    <message>
        <source>crescent</source>
        <translation>蛾眉月</translation>
    </message>
    <message>
        <source>half</source>
        <translation>半月</translation>
    </message>
    <message>
        <source>gibbous</source>
        <translation>凸月</translation>
    </message>
    <message>
        <source>full</source>
        <translation>满月</translation>
    </message>
    <message>
        <source>upper</source>
        <translation>上</translation>
    </message>
    <message>
        <source>lower</source>
        <translation>下</translation>
    </message>
</context>
<context>
    <name>ClassBar</name>
    <message>
        <source>Leave the class</source>
        <translation>离开课堂</translation>
    </message>
    <message>
        <source>Everything is offered again; the run stays</source>
        <translation>一切恢复可用；当前运行保留</translation>
    </message>
    <message>
        <source>Class: {0}</source>
        <translation>课堂：{0}</translation>
    </message>
    <message>
        <source>code {0}</source>
        <translation>代码 {0}</translation>
    </message>
</context>
<context>
    <name>ClassDesk</name>
    <message>
        <source>This class is in {0}: close the window and open the class again to have it so.</source>
        <translation>这个课堂使用{0}：请关闭窗口，再重新打开课堂，语言才会切换。</translation>
    </message>
    <message>
        <source>Saved in {0}</source>
        <translation>已保存到 {0}</translation>
    </message>
    <message>
        <source>Save the class</source>
        <translation>保存课堂</translation>
    </message>
    <message>
        <source>Classroom files</source>
        <translation>课堂文件</translation>
    </message>
    <message>
        <source>Open a class</source>
        <translation>打开课堂</translation>
    </message>
</context>
<context>
    <name>ClassForm</name>
    <message>
        <source>As everybody has it</source>
        <translation>按各人的设置</translation>
    </message>
    <message>
        <source>Ordinary</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>大</translation>
    </message>
    <message>
        <source>Very large</source>
        <translation>特大</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Projector mode</source>
        <translation>投影模式</translation>
    </message>
    <message>
        <source>Large letters, thick lines, and a ring around the pointer: for the machine at the projector</source>
        <translation>大字、粗线，指针周围有一个圈：用于接投影仪的电脑</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Class code</source>
        <translation>课堂代码</translation>
    </message>
    <message>
        <source>Nothing: what is open stays</source>
        <translation>无：保留当前打开的内容</translation>
    </message>
    <message>
        <source>My class</source>
        <translation>我的课堂</translation>
    </message>
</context>
<context>
    <name>ClipboardTexts</name>
    <message>
        <source>There is no error to report.</source>
        <translation>没有可报告的错误。</translation>
    </message>
    <message>
        <source>The report is on the clipboard.</source>
        <translation>报告已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The command is on the clipboard. It trains these settings from step 0 to {0} in a new folder.</source>
        <translation>命令已复制到剪贴板。它会在新文件夹中用这些设置从第 0 步训练到第 {0} 步。</translation>
    </message>
    <message>
        <source>It does not repeat what happened to this run on the way: step {0}: {1}</source>
        <translation>它不会重复此运行途中发生的事：第 {0} 步：{1}</translation>
    </message>
    <message>
        <source>It does not repeat what happened to this run on the way, last at step {0}: {1}</source>
        <translation>它不会重复此运行途中发生的事，最后一次在第 {0} 步：{1}</translation>
    </message>
</context>
<context>
    <name>CoachMarks</name>
    <message>
        <source>the lesson points here</source>
        <translation>这一课指的是这里</translation>
    </message>
</context>
<context>
    <name>CodeDialog</name>
    <message>
        <source>Enter a class code</source>
        <translation>输入课堂代码</translation>
    </message>
    <message>
        <source>The eight letters that your teacher reads aloud:</source>
        <translation>老师念出的八个字母：</translation>
    </message>
    <message>
        <source>Class code</source>
        <translation>课堂代码</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Join the class</source>
        <translation>加入课堂</translation>
    </message>
</context>
<context>
    <name>CollapseNote</name>
    <message>
        <source>Raise the floor</source>
        <translation>提高方差下限</translation>
    </message>
    <message>
        <source>The least variance of all components becomes a hundredth of that of the examples, at once</source>
        <translation>所有分量的最小方差立即变为样本方差的百分之一</translation>
    </message>
    <message>
        <source>Put it elsewhere</source>
        <translation>放到别处</translation>
    </message>
    <message>
        <source>To the example that the other components explain least</source>
        <translation>放到其他分量最难解释的样本上</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>What the colours on the maps measure, and where the score&apos;s codes come from.</source>
        <translation>地图上的颜色衡量什么，以及计算分数的编码从何而来。</translation>
    </message>
    <message>
        <source>Decodes of codes drawn from the region that the score is about.</source>
        <translation>从分数所涉区域抽取的编码的解码图像。</translation>
    </message>
    <message>
        <source>Holes met by drawing from each region: fitted to the codes it meets fewer; the decoder stays.</source>
        <translation>从各区域抽取时遇到的空洞：对编码拟合的区域遇到得更少；解码器不变。</translation>
    </message>
    <message>
        <source>Pictures on the way between pins; the line below falls where they break.</source>
        <translation>标记之间沿途的图像；图像破损处，下方的线会下降。</translation>
    </message>
    <message>
        <source>Beta weighs the KL term: at 0 nothing keeps the noise alive or the codes close.</source>
        <translation>β 是 KL 项的权重：为 0 时，没有什么能维持噪声或使编码聚拢。</translation>
    </message>
    <message>
        <source>The code under the cursor with noise: neighbours should decode alike.</source>
        <translation>光标处的编码加上噪声：相邻的编码应解码出相似的图像。</translation>
    </message>
    <message>
        <source>Changes of equal pixel error, which neither eye nor judge find equal.</source>
        <translation>像素误差相等的改动，在人眼和评判器看来却并不相等。</translation>
    </message>
    <message>
        <source>The way from new to full moon, held against the true moons.</source>
        <translation>从新月到满月的过程，与真实月相对照。</translation>
    </message>
</context>
<context>
    <name>ComponentPictures</name>
    <message>
        <source>Samples of each component</source>
        <translation>每个分量的生成样本</translation>
    </message>
    <message>
        <source>There is no room for the samples: make the card larger.</source>
        <translation>放不下生成样本：请把卡片放大。</translation>
    </message>
    <message>
        <source>Samples of each component are being drawn…</source>
        <translation>正在生成每个分量的样本…</translation>
    </message>
    <message>
        <source>component {0}: its middle</source>
        <translation>分量 {0}：它的中心</translation>
    </message>
    <message>
        <source>component {0}: a sample</source>
        <translation>分量 {0}：一个生成样本</translation>
    </message>
</context>
<context>
    <name>ComponentsBar</name>
    <message>
        <source>order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Order in which sites are drawn</source>
        <translation>逐点绘制的顺序</translation>
    </message>
    <message>
        <source>Which pixel is drawn first. There are as many as the model has learned.</source>
        <translation>先画哪个像素。模型学过几种顺序，这里就有几种。</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>1 is the model as it is; below it takes likelier levels, at 0 the likeliest; above it dares. Endings and the bars of a pixel follow; surprise does not. A double click goes back to 1.</source>
        <translation>1 是模型本来的样子；小于 1 时偏向更可能的级别，0 时取最可能的；大于 1 时更大胆。结果和像素的概率条随之变化，惊讶度不变。双击回到 1。</translation>
    </message>
</context>
<context>
    <name>ComponentsMiddle</name>
    <message>
        <source>Finish the picture</source>
        <translation>补全图像</translation>
    </message>
    <message>
        <source>The pixel under the pointer</source>
        <translation>指针下的像素</translation>
    </message>
    <message>
        <source>The pixel</source>
        <translation>像素</translation>
    </message>
</context>
<context>
    <name>ComponentsPanel</name>
    <message>
        <source>Cover a part and see sixteen ways in which the model goes on. Click one of them.</source>
        <translation>遮住一部分，看模型接着画出的十六种结果。点击其中一种。</translation>
    </message>
    <message>
        <source>What the model expected at one pixel before it saw it. Surprise is −ln of the probability of what was there; over all pixels it adds up to the nats of the picture.</source>
        <translation>模型在看到一个像素之前对它的预期。惊讶度是实际值的概率取 −ln；所有像素相加就是整幅图像的 nats。</translation>
    </message>
    <message>
        <source>New pictures, drawn pixel by pixel. The same noise all along: they get better.</source>
        <translation>逐像素画出的新图像。噪声始终不变：图像越来越好。</translation>
    </message>
    <message>
        <source>Nats tell how surprised a model is by a picture that it never saw: fewer are better.</source>
        <translation>nats 表示模型对从未见过的图像有多惊讶：越少越好。</translation>
    </message>
    <message>
        <source>Samples grow</source>
        <translation>采样的成长</translation>
    </message>
    <message>
        <source>the same noise all along</source>
        <translation>噪声始终不变</translation>
    </message>
    <message>
        <source>image {0}</source>
        <translation>图像 {0}</translation>
    </message>
    <message>
        <source>{0}, with a changed pixel</source>
        <translation>{0}，改了一个像素</translation>
    </message>
    <message>
        <source>with a changed pixel</source>
        <translation>改了一个像素的图像</translation>
    </message>
    <message>
        <source>the picture</source>
        <translation>这幅图像</translation>
    </message>
    <message>
        <source>the held-out picture</source>
        <translation>留出图像</translation>
    </message>
    <message>
        <source>a picture of your own</source>
        <translation>您自己的图像</translation>
    </message>
    <message>
        <source>held-out image {0} of {1}</source>
        <translation>留出图像 {0} / {1}</translation>
    </message>
    <message>
        <source>ending {0}</source>
        <translation>结果 {0}</translation>
    </message>
</context>
<context>
    <name>ContingencyView</name>
    <message>
        <source>Clusters and classes</source>
        <translation>簇与类别</translation>
    </message>
    <message>
        <source>{0} of the {1} of {2} are {3}</source>
        <translation>{2}的 {1} 个中有 {0} 个是 {3}</translation>
    </message>
    <message>
        <source>{0}: {1} examples</source>
        <translation>{0}：{1} 个样本</translation>
    </message>
    <message>
        <source>class {0}: {1} examples</source>
        <translation>类别 {0}：{1} 个样本</translation>
    </message>
    <message>
        <source>cluster {0}</source>
        <translation>簇 {0}</translation>
    </message>
</context>
<context>
    <name>CoordinateRow</name>
    <message>
        <source>Coordinate {0}</source>
        <translation>坐标 {0}</translation>
    </message>
    <message>
        <source>Back to zero</source>
        <translation>归零</translation>
    </message>
    <message>
        <source>Set {0} back to zero</source>
        <translation>将 {0} 归零</translation>
    </message>
</context>
<context>
    <name>CountsView</name>
    <message>
        <source>What was counted</source>
        <translation>计数结果</translation>
    </message>
    <message>
        <source>edge</source>
        <translation>边缘</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Seen: the neighbours, black off and white on. Beside it how often the pixel was off and on.</source>
        <translation>看到：邻居，黑为关，白为开。旁边是该像素为关和为开的次数。</translation>
    </message>
    <message>
        <source>{0} · on: {1} %</source>
        <translation>{0} · 开：{1}%</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>看到</translation>
    </message>
    <message>
        <source>share on</source>
        <translation>开的比例</translation>
    </message>
</context>
<context>
    <name>CoverNotes</name>
    <message>
        <source>{0} draws one pixel after the other, and each sees only those before it.</source>
        <translation>{0} 一个像素接一个像素地画，每个像素只看得到排在它前面的。</translation>
    </message>
    <message>
        <source>{0} draws one pixel after the other, and each sees only those before it. Uncovered pixels that no covered one can use: {1}.</source>
        <translation>{0} 一个像素接一个像素地画，每个像素只看得到排在它前面的。未遮住的像素中，任何被遮住的像素都用不上的有：{1} 个。</translation>
    </message>
    <message>
        <source>The model of this run that uses all that is known, wherever it lies</source>
        <translation>本次运行中的这个模型用得上所有已知像素，无论它们在哪里</translation>
    </message>
    <message>
        <source>Open “{0}”</source>
        <translation>打开“{0}”</translation>
    </message>
    <message>
        <source>Opens another run, with a model that uses all that is known; this run stays saved</source>
        <translation>打开另一次运行，其中的模型用得上所有已知像素；当前运行会保存下来</translation>
    </message>
</context>
<context>
    <name>CurveGroup</name>
    <message>
        <source>paler: {0}</source>
        <translation>较浅：{0}</translation>
    </message>
    <message>
        <source>{0}, not a measure</source>
        <translation>{0}（不是衡量指标）</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>each pixel alone</source>
        <translation>各像素独立</translation>
    </message>
    <message>
        <source>entropy of the data</source>
        <translation>数据的熵</translation>
    </message>
    <message>
        <source>uniform: a guess among {0}</source>
        <translation>均匀：在 {0} 个中猜一个</translation>
    </message>
    <message>
        <source>unigram: a guess among {0}</source>
        <translation>一元：在 {0} 个中猜一个</translation>
    </message>
    <message>
        <source>bigram: a guess among {0}</source>
        <translation>二元：在 {0} 个中猜一个</translation>
    </message>
    <message>
        <source>trigram: a guess among {0}</source>
        <translation>三元：在 {0} 个中猜一个</translation>
    </message>
    <message>
        <source>entropy of the data: a guess among {0}</source>
        <translation>数据的熵：在 {0} 个中猜一个</translation>
    </message>
</context>
<context>
    <name>CurvesView</name>
    <message>
        <source>Loss curves</source>
        <translation>损失曲线</translation>
    </message>
    <message>
        <source>Which metrics share the axis</source>
        <translation>选择共用坐标轴的指标</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Over the time spent training instead of over steps</source>
        <translation>横轴为训练所用时间，而不是步数</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Logarithmic axis</source>
        <translation>对数坐标轴</translation>
    </message>
    <message>
        <source>smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Average neighbouring steps</source>
        <translation>对相邻各步取平均</translation>
    </message>
    <message>
        <source>skip start</source>
        <translation>略去开头</translation>
    </message>
    <message>
        <source>Leave the first tenth of the run out of view</source>
        <translation>不显示前十分之一的训练过程</translation>
    </message>
    <message>
        <source>CSV, every step</source>
        <translation>CSV（每一步）</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG 矢量图</translation>
    </message>
    <message>
        <source>Metrics: {0}</source>
        <translation>指标：{0}</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>steps {0} to {1}</source>
        <translation>第 {0} 至 {1} 步</translation>
    </message>
    <message>
        <source>There are no curves to export yet.</source>
        <translation>还没有可导出的曲线。</translation>
    </message>
</context>
<context>
    <name>DatasetChooser</name>
    <message>
        <source>Choose a folder of your own pictures; its sub-folders become the classes</source>
        <translation>选择您自己的图片文件夹；其中的子文件夹即为类别</translation>
    </message>
    <message>
        <source>My images…</source>
        <translation>我的图片…</translation>
    </message>
    <message>
        <source>Choose a text of your own; .txt and .md files are read</source>
        <translation>选择您自己的文本；可读取 .txt 和 .md 文件</translation>
    </message>
    <message>
        <source>My text…</source>
        <translation>我的文本…</translation>
    </message>
    <message>
        <source>Use this data</source>
        <translation>使用此数据</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Images as a folder or ZIP, an NPZ, NPY, IDX or CSV file, or a text; dropping works too</source>
        <translation>图片文件夹或 ZIP，NPZ、NPY、IDX 或 CSV 文件，或文本；也可以拖放</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>download</source>
        <translation>需下载</translation>
    </message>
</context>
<context>
    <name>DatasetPanel</name>
    <message>
        <source>No data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更换…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 个点</translation>
    </message>
    <message>
        <source>Some images of %1</source>
        <translation>%1 中的若干图像</translation>
    </message>
    <message>
        <source>Only %1 images: the models will learn them by heart. Nearest, beside the samples, shows what they copy.</source>
        <translation>只有 %1 张图像：模型会把它们背下来。“采样”旁边的“近邻”能看出它抄的是哪一张。</translation>
    </message>
    <message>
        <source>Some lines of %1</source>
        <translation>%1 中的几行</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>%1 more…</source>
        <translation>还有 %1 条…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>DecodeInset</name>
    <message>
        <source>Decoded image</source>
        <translation>解码图像</translation>
    </message>
</context>
<context>
    <name>Device</name>
    <message>
        <source>CPU · 1 thread</source>
        <translation>CPU · 1 线程</translation>
    </message>
    <message>
        <source>CPU · {0} threads</source>
        <translation>CPU · {0} 线程</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>1 个线程</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>{0} 个线程</translation>
    </message>
    <message>
        <source>Training gets {0} %: the machine is busy</source>
        <translation>训练只分到 {0} %：机器繁忙</translation>
    </message>
</context>
<context>
    <name>DevicePill</name>
    <message>
        <source>Device: automatic</source>
        <translation>设备：自动</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>Threads: automatic, as other programs leave them</source>
        <translation>线程：自动，视其他程序的占用而定</translation>
    </message>
    <message>
        <source>%1, as was chosen</source>
        <translation>%1（手动选定）</translation>
    </message>
    <message>
        <source>%1: other programs use the machine</source>
        <translation>%1：其他程序正在占用这台机器</translation>
    </message>
    <message>
        <source>%1 until the machine has been free for a while</source>
        <translation>%1，待机器空闲一段时间后恢复</translation>
    </message>
    <message>
        <source>%1: the machine is free</source>
        <translation>%1：机器空闲</translation>
    </message>
    <message>
        <source> (since step %1)</source>
        <translation>（自第 %1 步起）</translation>
    </message>
</context>
<context>
    <name>DiagnosticsDialog</name>
    <message>
        <source>Diagnostics</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Progress of the self-test</source>
        <translation>自检进度</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Version, machine and every check as text, for a mail</source>
        <translation>版本、机器与每项检查的文字，可用于邮件</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>再次运行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Trying everything out</source>
        <translation>正在逐项试验</translation>
    </message>
    <message>
        <source>Files, folders, fonts, devices, and a little training of every kind of model. Nothing is sent.</source>
        <translation>文件、文件夹、字体、设备，并对每种模型稍作训练。不会发送任何内容。</translation>
    </message>
    <message>
        <source>Trying: {0}</source>
        <translation>正在试验：{0}</translation>
    </message>
    <message>
        <source>The report is on the clipboard.</source>
        <translation>报告已复制到剪贴板。</translation>
    </message>
    <message>
        <source>{0} could not be written: {1}</source>
        <translation>无法写入 {0}：{1}</translation>
    </message>
    <message>
        <source>The report was saved as {0}.</source>
        <translation>报告已保存为 {0}。</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>What was tried stands below.</source>
        <translation>已试验的项目列在下面。</translation>
    </message>
    <message>
        <source>The self-test could not be started</source>
        <translation>无法启动自检</translation>
    </message>
    <message>
        <source>The program ended in this check: {0}</source>
        <translation>程序在此项检查中结束：{0}</translation>
    </message>
    <message>
        <source>{0} checks in {1} s.</source>
        <translation>{0} 项检查，用时 {1} 秒。</translation>
    </message>
    <message>
        <source>{0} of {1} checks failed</source>
        <translation>{1} 项检查中有 {0} 项失败</translation>
    </message>
    <message>
        <source>Everything works, with remarks</source>
        <translation>一切正常，但有说明</translation>
    </message>
    <message>
        <source>Everything works</source>
        <translation>一切正常</translation>
    </message>
</context>
<context>
    <name>Differences</name>
    <message>
        <source>What differs</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Measured here, alike for all</source>
        <translation>在此以相同方式测得</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Trained to step</source>
        <translation>训练到第几步</translation>
    </message>
    <message>
        <source>Time trained</source>
        <translation>训练时间</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>模型族</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
</context>
<context>
    <name>DifferencesTable</name>
    <message>
        <source>What differs</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>Open runs side by side, and their settings and figures stand here.</source>
        <translation>并排打开运行后，这里会列出它们的设置和指标。</translation>
    </message>
    <message>
        <source>Open this run</source>
        <translation>打开这次运行</translation>
    </message>
</context>
<context>
    <name>DifferencesWindow</name>
    <message>
        <source>What differs</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Models out of runs of their own</source>
        <translation>来自各自运行的模型</translation>
    </message>
</context>
<context>
    <name>DoCard</name>
    <message>
        <source>Show me</source>
        <translation>示范</translation>
    </message>
    <message>
        <source>The program does it, and you see how; a click or a key stops it</source>
        <translation>由程序来做，您看着；点一下或按任意键就停下</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Go on without doing it</source>
        <translation>不做，继续</translation>
    </message>
    <message>
        <source>Watch: {0} of {1}</source>
        <translation>请看：第 {0} 步，共 {1} 步</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Skipped; you can still do it</source>
        <translation>已跳过；仍然可以做</translation>
    </message>
    <message>
        <source>Now do it</source>
        <translation>现在动手</translation>
    </message>
</context>
<context>
    <name>DotCanvas</name>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
</context>
<context>
    <name>DrawPage</name>
    <message>
        <source>Train on this</source>
        <translation>用此训练</translation>
    </message>
    <message>
        <source>Paint a shape of your own: points spread along your strokes, and the players train on them.</source>
        <translation>画出您自己的形状：点沿笔画散布，双方用这些点训练。</translation>
    </message>
</context>
<context>
    <name>DrawingPad</name>
    <message>
        <source>Drawing pad</source>
        <translation>画板</translation>
    </message>
    <message>
        <source>Draw; the right button erases; drop or paste an image</source>
        <translation>左键绘画，右键擦除；也可拖入或粘贴图像</translation>
    </message>
    <message>
        <source>Clear (Delete)</source>
        <translation>清空（Delete）</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>撤销（Ctrl+Z）</translation>
    </message>
    <message>
        <source>What the models are given</source>
        <translation>交给模型的图像</translation>
    </message>
    <message>
        <source>What the models are given: your drawing at the size, weight and place of the data&apos;s own images</source>
        <translation>交给模型的图像：您的绘图已按数据自身图像的大小、笔画粗细和位置调整</translation>
    </message>
    <message>
        <source>Draw or drop an image</source>
        <translation>绘画或拖入图像</translation>
    </message>
</context>
<context>
    <name>Endings</name>
    <message>
        <source>{0} nats a character, by the source of the data</source>
        <translation>每个字符 {0} nats（由数据来源评定）</translation>
    </message>
    <message>
        <source>{0}: {1} of {2}</source>
        <translation>{0}：{2} 个中有 {1} 个</translation>
    </message>
    <message>
        <source>source: {0} nats</source>
        <translation>来源：{0} nats</translation>
    </message>
    <message>
        <source>longest run copied from the training text: {0} of {1} characters</source>
        <translation>与训练文本相同的最长一段：{1} 个字符中的 {0} 个</translation>
    </message>
    <message>
        <source>copied: {0} of {1}</source>
        <translation>照抄：{0}/{1}</translation>
    </message>
</context>
<context>
    <name>EndingsCanvas</name>
    <message>
        <source>Endings</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>Endings appear with the first weights.</source>
        <translation>有了首批权重后，续写会显示在这里。</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>待出</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>A click puts it in the place of the beginning.</source>
        <translation>单击后以它作为开头。</translation>
    </message>
</context>
<context>
    <name>ExportButton</name>
    <message>
        <source>This view has no room at present: make it larger first.</source>
        <translation>此视图目前没有空间：请先将其放大。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export {0}</source>
        <translation>导出 {0}</translation>
    </message>
    <message>
        <source>Saved {0}</source>
        <translation>已保存 {0}</translation>
    </message>
    <message>
        <source>Size of a pixel</source>
        <translation>像素放大倍数</translation>
    </message>
</context>
<context>
    <name>FakeDetails</name>
    <message>
        <source>The selected fake</source>
        <translation>所选的伪造样本</translation>
    </message>
    <message>
        <source>nearest real: {0}</source>
        <translation>最近的真实样本：{0}</translation>
    </message>
    <message>
        <source>weight of the push</source>
        <translation>推力的权重</translation>
    </message>
    <message>
        <source>one step of G, D held</source>
        <translation>G 一步，D 不动</translation>
    </message>
    <message>
        <source>light: more, dark: less</source>
        <translation>亮：增，暗：减</translation>
    </message>
    <message>
        <source>D&apos;s push</source>
        <translation>D 的推力</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>nearest real</source>
        <translation>最近的真实样本</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>所选</translation>
    </message>
    <message>
        <source>Click a fake to see what D tells G about it.</source>
        <translation>点击一个伪造样本，查看 D 就它告诉了 G 什么。</translation>
    </message>
    <message>
        <source>The gradient of D&apos;s score by the pixels: light where D asks for more light, dark where for less.</source>
        <translation>D 的评分对各像素的梯度：亮处表示 D 要求更亮，暗处表示要求更暗。</translation>
    </message>
    <message>
        <source>The same noise before and after one step of G, while D is held still.</source>
        <translation>同一噪声在 G 更新一步之前与之后的结果，D 保持不动。</translation>
    </message>
</context>
<context>
    <name>FakeGrid</name>
    <message>
        <source>Fakes from fixed noise</source>
        <translation>固定噪声的伪造样本</translation>
    </message>
    <message>
        <source>Fakes appear as soon as the generator has been asked for them.</source>
        <translation>一旦向生成器索取，伪造样本就会显示在这里。</translation>
    </message>
</context>
<context>
    <name>FakeWords</name>
    <message>
        <source>against real: D = {0} · {1}</source>
        <translation>与真实相比：D = {0} · {1}</translation>
    </message>
    <message>
        <source>score {0}</source>
        <translation>评分 {0}</translation>
    </message>
    <message>
        <source>D = {0} · logit {1}</source>
        <translation>D = {0} · logit {1}</translation>
    </message>
    <message>
        <source>D {0} → {1}</source>
        <translation>D {0} → {1}</translation>
    </message>
    <message>
        <source>relativistic</source>
        <translation>相对式</translation>
    </message>
    <message>
        <source>non-saturating</source>
        <translation>非饱和</translation>
    </message>
    <message>
        <source>minimax</source>
        <translation>极小极大</translation>
    </message>
    <message>
        <source>The non-saturating loss pushes with 1 − D, most where D sees the fake; the minimax loss pushes with D, so it falls silent just there.</source>
        <translation>非饱和损失的推力为 1 − D，在 D 识破伪造之处最强；极小极大损失的推力为 D，恰在该处归于沉寂。</translation>
    </message>
    <message>
        <source>This loss compares each fake with a real image, and pushes with 1 − D: most where the fake is far behind.</source>
        <translation>该损失把每个伪造样本与一张真实图像相比，推力为 1 − D：伪造样本落后越多，推力越大。</translation>
    </message>
    <message>
        <source>With this loss one score alone means nothing, only its difference from that of a real image: here from their mean. D is how probable the discriminator finds that, of the two, the fake is the real one; 0.5 is guessing.</source>
        <translation>在这种损失下，单独一个评分没有意义，只有它与真实图像评分之差才有：这里取与其平均值之差。D 是判别器认为两者之中伪造样本才是真的的概率；0.5 即为猜测。</translation>
    </message>
    <message>
        <source>These scores are no logits, so the two losses do not apply.</source>
        <translation>这些评分不是 logit，因此这两种损失不适用。</translation>
    </message>
    <message>
        <source>weight of the push: {0}</source>
        <translation>推力的权重：{0}</translation>
    </message>
</context>
<context>
    <name>FarBar</name>
    <message>
        <source>Take the controls</source>
        <translation>接管控制</translation>
    </message>
    <message>
        <source>This window trains and changes the run; the one that did watches</source>
        <translation>由这个窗口训练并更改运行；原来的窗口改为观看</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Try to reach the machine again</source>
        <translation>再次尝试连接那台机器</translation>
    </message>
    <message>
        <source>Trained by another program</source>
        <translation>由另一个程序训练</translation>
    </message>
    <message>
        <source>Trained on {0}</source>
        <translation>在 {0} 上训练</translation>
    </message>
    <message>
        <source>How long a question and its answer are on their way</source>
        <translation>一次询问和它的回答在路上共需的时间</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>{0} ms away</source>
        <translation>延迟 {0} 毫秒</translation>
    </message>
    <message>
        <source>link broken: the run goes on there; trying again</source>
        <translation>连接已断开：运行在那里继续；正在重试</translation>
    </message>
    <message>
        <source>no link</source>
        <translation>没有连接</translation>
    </message>
    <message>
        <source>only watched here</source>
        <translation>这里只能观看</translation>
    </message>
    <message>
        <source>this window watches</source>
        <translation>这个窗口只观看</translation>
    </message>
    <message>
        <source>others watch: {0}</source>
        <translation>其他观看者：{0}</translation>
    </message>
</context>
<context>
    <name>FarDesk</name>
    <message>
        <source>Another window could not be opened.</source>
        <translation>无法打开另一个窗口。</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>这台机器</translation>
    </message>
    <message>
        <source>The run on {0} opens in a window of its own.</source>
        <translation>{0} 上的运行将在单独的窗口中打开。</translation>
    </message>
</context>
<context>
    <name>FarDialog</name>
    <message>
        <source>Open a far run</source>
        <translation>打开远程运行</translation>
    </message>
    <message>
        <source>A run folder on a machine that you reach with ssh, and on which Latent Explorer is installed. It is trained there, and goes on when this window is closed.</source>
        <translation>一台可用 ssh 连接、并装有 Latent Explorer 的机器上的运行文件夹。训练在那里进行，关闭这个窗口后仍会继续。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Program there</source>
        <translation>那里的程序</translation>
    </message>
    <message>
        <source>A preset instead of a folder: ssh://user@host?preset=vae-digits
A run that another program trains on this machine: here:/path/to/run</source>
        <translation>也可以用预设代替文件夹：ssh://user@host?preset=vae-digits
这台机器上由另一个程序训练的运行：here:/path/to/run</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>FigureFlow</name>
    <message>
        <source>(real {0})</source>
        <translation>（真实 {0}）</translation>
    </message>
</context>
<context>
    <name>FigureTable</name>
    <message>
        <source>Figures of the samples</source>
        <translation>样本的各项指标</translation>
    </message>
    <message>
        <source>real</source>
        <translation>真实</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>{found} of {all}</source>
        <translation>{found} / {all}</translation>
    </message>
    <message>
        <source>judge IS</source>
        <translation>评判器 IS</translation>
    </message>
    <message>
        <source>Inception score of our own classifier, high where each sample is clearly of one class and all occur; it cannot tell a hundred different threes from one three drawn a hundred times.</source>
        <translation>用我们自己的分类器计算的 Inception 分数：每个样本都明确属于某一类且各类都出现时较高；它分不清一百个不同的 3 与同一个 3 画一百遍。</translation>
    </message>
    <message>
        <source>FID</source>
        <translation>FID</translation>
    </message>
    <message>
        <source>Fréchet distance between samples and held-out images in what the classifier sees, less is closer; it compares only averages and spreads, and falls with the number of samples.</source>
        <translation>在分类器所见的特征中，样本与留出图像之间的 Fréchet 距离，越小越接近；它只比较均值与离散程度，并随样本数增多而下降。</translation>
    </message>
    <message>
        <source>modes</source>
        <translation>模式数</translation>
    </message>
    <message>
        <source>How many of the known modes are hit, within three sigma of their centre, by at least 2 % of the samples (where there are more than 25, by half an even share), as in the verdict and the bars; it does not say how evenly.</source>
        <translation>已知的模式中有多少个被至少 2 % 的样本命中，即落在其中心三倍标准差之内（模式多于 25 个时，为平均份额的一半），与结论和柱形图的算法相同；它看不出各模式是否均匀。</translation>
    </message>
    <message>
        <source>high quality</source>
        <translation>高质量</translation>
    </message>
    <message>
        <source>reverse KL</source>
        <translation>反向 KL</translation>
    </message>
    <message>
        <source>Share of the samples that hit the least served mode, within three sigma of its centre: the lowest of the bars; it does not say what the others get.</source>
        <translation>命中得到样本最少的模式、即落在其中心三倍标准差之内的样本比例：最低的那根柱形；它看不出其他模式得到多少。</translation>
    </message>
    <message>
        <source>sliced W1</source>
        <translation>切片 W1</translation>
    </message>
    <message>
        <source>How far the samples would have to be moved along a line to lie as real points do, in widths of the plane and as the mean over all directions, which is 0.64 of the way for a shift; small errors everywhere and one missing mode can cost the same.</source>
        <translation>要使样本像真实点那样分布，须沿一条直线移动多远：以平面宽度为单位，对所有方向取平均（若只是整体平移，则为平移距离的 0.64 倍）；处处微小的误差与缺失一个模式，代价可能相同。</translation>
    </message>
    <message>
        <source>Whether samples lie where real examples are crowded: about 1 for real ones, near 0 where they lie far off; heaped on a few common places it rises above 1.</source>
        <translation>样本是否落在真实样本密集之处：真实样本约为 1，相距很远时接近 0；堆积在少数常见之处时会超过 1。</translation>
    </message>
    <message>
        <source>smallest mode</source>
        <translation>最小模式</translation>
    </message>
    <message>
        <source>Share of samples that hit a mode, within three sigma of its centre: all bars together, 99 % for the data themselves; one single mode served perfectly would reach it too.</source>
        <translation>命中某个模式、即落在其中心三倍标准差之内的样本比例：所有柱形之和，数据本身为 99%；只完美覆盖一个模式也能达到。</translation>
    </message>
    <message>
        <source>How unevenly the samples are spread over the modes, each counted for its nearest one: 0 when each gets its share, about 2 when one of eight gets all; it does not say how near to the modes they are.</source>
        <translation>样本在各模式间分布得多不均匀，每个样本计入离它最近的模式：各得其份时为 0，八个模式中一个独占时约为 2；它看不出样本离模式有多近。</translation>
    </message>
    <message>
        <source>smallest class</source>
        <translation>最小类别</translation>
    </message>
    <message>
        <source>Share of the samples that the classifier takes for the rarest class; it says nothing of variety within a class.</source>
        <translation>被分类器归入最罕见类别的样本比例；它看不出类内的多样性。</translation>
    </message>
    <message>
        <source>label agreement</source>
        <translation>标签一致率</translation>
    </message>
    <message>
        <source>Share of samples that pass for the class they were asked for; the classifier errs too, and poor pictures can pass.</source>
        <translation>被认作所要求类别的样本比例；分类器也会出错，劣质图像也可能通过。</translation>
    </message>
    <message>
        <source>density</source>
        <translation>密度</translation>
    </message>
    <message>
        <source>coverage</source>
        <translation>覆盖率</translation>
    </message>
    <message>
        <source>Share of held-out examples with a sample nearby, at most 1; near is what the features call near, and it depends on the number of samples.</source>
        <translation>附近有生成样本的留出样本所占比例，至多为 1；远近以特征来衡量，并取决于样本数。</translation>
    </message>
    <message>
        <source>duplicates</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Share of samples with another sample closer than real examples are to each other; simple shapes are close by nature.</source>
        <translation>与另一样本之间比真实样本彼此之间还要近的样本比例；简单的形状天然彼此接近。</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>How many samples were compared with as many held-out examples; figures of different counts cannot be compared.</source>
        <translation>用多少个样本与同样多的留出样本比较；样本数不同的指标不可相互比较。</translation>
    </message>
</context>
<context>
    <name>FileDesk</name>
    <message>
        <source>Open a run folder</source>
        <translation>打开运行文件夹</translation>
    </message>
    <message>
        <source>Open an experiment</source>
        <translation>打开实验</translation>
    </message>
    <message>
        <source>Folder of images…</source>
        <translation>图像文件夹…</translation>
    </message>
    <message>
        <source>Reading {0}…</source>
        <translation>正在读取 {0}…</translation>
    </message>
    <message>
        <source>This run is open.</source>
        <translation>该训练已经打开。</translation>
    </message>
    <message>
        <source>File of arrays or ZIP of images (NPZ, NPY, IDX, CSV, ZIP)…</source>
        <translation>数组文件或图片 ZIP（NPZ、NPY、IDX、CSV、ZIP）…</translation>
    </message>
    <message>
        <source>Text file (TXT)…</source>
        <translation>文本文件（TXT）…</translation>
    </message>
    <message>
        <source>Train on a folder of images</source>
        <translation>用图像文件夹训练</translation>
    </message>
    <message>
        <source>Arrays, tables and archives of pictures</source>
        <translation>数组、表格和图片压缩包</translation>
    </message>
    <message>
        <source>Train on a file of arrays</source>
        <translation>用数组文件训练</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Train on a text</source>
        <translation>用文本训练</translation>
    </message>
    <message>
        <source>Save the run as a folder</source>
        <translation>将运行保存为文件夹</translation>
    </message>
    <message>
        <source>my run</source>
        <translation>我的运行</translation>
    </message>
    <message>
        <source>Saved in {0}</source>
        <translation>已保存到 {0}</translation>
    </message>
    <message>
        <source>Save the experiment</source>
        <translation>保存实验</translation>
    </message>
</context>
<context>
    <name>FinishControls</name>
    <message>
        <source>bottom</source>
        <translation>下</translation>
    </message>
    <message>
        <source>top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>What of the picture is covered</source>
        <translation>遮住图像的哪一部分</translation>
    </message>
    <message>
        <source>How much is covered</source>
        <translation>遮住多少</translation>
    </message>
    <message>
        <source>All that comes after a pixel that was changed: a click on a pixel that is not covered changes it</source>
        <translation>改动的像素之后的全部像素：点击未遮住的像素即可改动它</translation>
    </message>
    <message>
        <source>the rest</source>
        <translation>其余</translation>
    </message>
    <message>
        <source>Speed of filling in</source>
        <translation>补全的速度</translation>
    </message>
    <message>
        <source>The picture before</source>
        <translation>上一幅图像</translation>
    </message>
    <message>
        <source>next picture ▶</source>
        <translation>下一幅 ▶</translation>
    </message>
    <message>
        <source>A picture of your own; an image can be dropped onto the window, too</source>
        <translation>您自己的图像；也可以把图像拖放到窗口上</translation>
    </message>
    <message>
        <source>draw one</source>
        <translation>自己画</translation>
    </message>
    <message>
        <source>The same picture with other noise</source>
        <translation>同一幅图像，换一份噪声</translation>
    </message>
    <message>
        <source>another ending</source>
        <translation>换一种结果</translation>
    </message>
    <message>
        <source>Fill in once more from the start</source>
        <translation>从头再填一遍</translation>
    </message>
    <message>
        <source>play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>See through the cover</source>
        <translation>透过遮盖看原图</translation>
    </message>
    <message>
        <source>truth</source>
        <translation>真相</translation>
    </message>
    <message>
        <source>From this ending to the covered picture</source>
        <translation>从这一结果回到被遮住的图像</translation>
    </message>
    <message>
        <source>back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>What is covered is filled in at once</source>
        <translation>被遮住的部分一次补全</translation>
    </message>
    <message>
        <source>All that is covered is filled in within {0} s</source>
        <translation>被遮住的部分在 {0} 秒内补全</translation>
    </message>
    <message>
        <source>covered</source>
        <translation>遮住</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>速度</translation>
    </message>
</context>
<context>
    <name>FinishView</name>
    <message>
        <source>The picture appears with the data.</source>
        <translation>数据就绪后，图像会显示在这里。</translation>
    </message>
    <message>
        <source>The picture that is being finished</source>
        <translation>正在补全的图像</translation>
    </message>
    <message>
        <source>Drag over the picture to cover, with the right button to wipe.</source>
        <translation>在图像上拖动可遮盖，用右键拖动可擦除。</translation>
    </message>
    <message>
        <source>The wheel over the changed pixel, or Page Up and Page Down, change it step by step.</source>
        <translation>在改动的像素上滚动滚轮，或按 Page Up、Page Down，可逐级改变它。</translation>
    </message>
    <message>
        <source>Endings appear with the first weights.</source>
        <translation>有了首批权重后，补全结果会显示在这里。</translation>
    </message>
    <message>
        <source>Sixteen endings</source>
        <translation>十六种补全结果</translation>
    </message>
    <message>
        <source>ending {0}: click a pixel to change it</source>
        <translation>结果 {0}：点击像素即可改变它</translation>
    </message>
    <message>
        <source>covered: {0} of {1} pixels</source>
        <translation>遮住 {1} 个像素中的 {0} 个</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>正在绘制…</translation>
    </message>
    <message>
        <source>ending {0}: {1} nats</source>
        <translation>结果 {0}：{1} nats</translation>
    </message>
    <message>
        <source>the changed picture: {0} nats</source>
        <translation>改动后的图像：{0} nats</translation>
    </message>
    <message>
        <source>your picture: {0} nats</source>
        <translation>您的图像：{0} nats</translation>
    </message>
    <message>
        <source>sixteen endings, the same noise all along</source>
        <translation>十六种结果，噪声始终不变</translation>
    </message>
    <message>
        <source>the truth: {0} nats</source>
        <translation>原图：{0} nats</translation>
    </message>
</context>
<context>
    <name>FinishedPage</name>
    <message>
        <source>You have finished the lesson.</source>
        <translation>这一课上完了。</translation>
    </message>
    <message>
        <source>Your name, as it is to stand on the report</source>
        <translation>您的名字，将写在报告上</translation>
    </message>
    <message>
        <source>Save my report…</source>
        <translation>保存我的报告…</translation>
    </message>
    <message>
        <source>One file: your predictions and the numbers of your run</source>
        <translation>一个文件：您的预测和您这次运行的数值</translation>
    </message>
    <message>
        <source>Leave the lesson</source>
        <translation>离开这一课</translation>
    </message>
    <message>
        <source>Your run is given back as it was</source>
        <translation>您的运行会原样归还</translation>
    </message>
    <message>
        <source>You have seen this exhibit.</source>
        <translation>这件展品您已看完。</translation>
    </message>
    <message>
        <source>It took about {0} min.</source>
        <translation>用了约 {0} 分钟。</translation>
    </message>
    <message>
        <source>You went through it without predictions.</source>
        <translation>您没有作预测就看完了。</translation>
    </message>
    <message>
        <source>Your predictions were not put to the test.</source>
        <translation>您的预测没有得到检验。</translation>
    </message>
    <message>
        <source>All your predictions came true ({0} of {1}).</source>
        <translation>您的预测全部应验（{1} 个中的 {0} 个）。</translation>
    </message>
    <message>
        <source>{0} of {1} predictions came true; the others are what you have learned.</source>
        <translation>{1} 个预测中有 {0} 个应验；其余的就是您学到的。</translation>
    </message>
</context>
<context>
    <name>FoldButton</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>Game</name>
    <message>
        <source>raise D(x), lower D(G(z))</source>
        <translation>增大 D(x)，减小 D(G(z))</translation>
    </message>
    <message>
        <source>raise D(G(z))</source>
        <translation>增大 D(G(z))</translation>
    </message>
    <message>
        <source>D(x) towards 1, D(G(z)) towards 0</source>
        <translation>使 D(x) 趋向 1，D(G(z)) 趋向 0</translation>
    </message>
    <message>
        <source>D(G(z)) towards 1</source>
        <translation>使 D(G(z)) 趋向 1</translation>
    </message>
    <message>
        <source>raise D(x) to 1, lower D(G(z)) to −1</source>
        <translation>将 D(x) 增大到 1，D(G(z)) 减小到 −1</translation>
    </message>
    <message>
        <source>raise D(x) − D(G(z))</source>
        <translation>增大 D(x) − D(G(z))</translation>
    </message>
    <message>
        <source>lower D(x) − D(G(z))</source>
        <translation>减小 D(x) − D(G(z))</translation>
    </message>
    <message>
        <source>raise f(x) − f(G(z))</source>
        <translation>增大 f(x) − f(G(z))</translation>
    </message>
    <message>
        <source>raise f(G(z))</source>
        <translation>增大 f(G(z))</translation>
    </message>
</context>
<context>
    <name>GenerationMatrix</name>
    <message>
        <source>Generators against discriminators</source>
        <translation>生成器对阵判别器</translation>
    </message>
    <message>
        <source>G rows, D columns</source>
        <translation>行为 G，列为 D</translation>
    </message>
</context>
<context>
    <name>GenerationStrip</name>
    <message>
        <source>Samples through time</source>
        <translation>样本随时间的变化</translation>
    </message>
    <message>
        <source>Steps {0}</source>
        <translation>步 {0}</translation>
    </message>
    <message>
        <source>Generations appear while it trains.</source>
        <translation>历代结果会在训练过程中出现。</translation>
    </message>
    <message>
        <source>step {0}
Click to go back to it</source>
        <translation>第 {0} 步
点击以回到该步</translation>
    </message>
</context>
<context>
    <name>GenerationWords</name>
    <message>
        <source>The D of step {0} has not met the G of step {1}.</source>
        <translation>第 {0} 步的 D 尚未遇到第 {1} 步的 G。</translation>
    </message>
    <message>
        <source>The D of step {0} can only guess at the G of step {1}: {2}</source>
        <translation>第 {0} 步的 D 对第 {1} 步的 G 只能猜测：{2}</translation>
    </message>
    <message>
        <source>The D of step {0} is fooled by the G of step {1}: {2}</source>
        <translation>第 {0} 步的 D 被第 {1} 步的 G 骗过：{2}</translation>
    </message>
    <message>
        <source>The D of step {0} sees through the G of step {1}: {2}</source>
        <translation>第 {0} 步的 D 识破第 {1} 步的 G：{2}</translation>
    </message>
    <message>
        <source>The D of step {0} scores the G of step {1} like most: {2}</source>
        <translation>第 {0} 步的 D 给第 {1} 步的 G 的评分与多数相当：{2}</translation>
    </message>
    <message>
        <source>The D of step {0} scores the G of step {1} above most: {2}</source>
        <translation>第 {0} 步的 D 给第 {1} 步的 G 的评分高于多数：{2}</translation>
    </message>
    <message>
        <source>The D of step {0} scores the G of step {1} below most: {2}</source>
        <translation>第 {0} 步的 D 给第 {1} 步的 G 的评分低于多数：{2}</translation>
    </message>
    <message>
        <source>Green: D takes the fakes for real; purple: it sees through them.</source>
        <translation>绿：D 把伪造样本当作真实；紫：D 识破了它们。</translation>
    </message>
    <message>
        <source>Green: this D scores them above the other generations; purple: below.</source>
        <translation>绿：此 D 给它们的评分高于其他各代；紫：低于其他各代。</translation>
    </message>
</context>
<context>
    <name>Guess</name>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>You were right: {0}</source>
        <translation>猜对了：{0}</translation>
    </message>
    <message>
        <source>It was: {0}</source>
        <translation>是：{0}</translation>
    </message>
    <message>
        <source>You said {0}, it was: {1}</source>
        <translation>您猜 {0}，实为：{1}</translation>
    </message>
    <message>
        <source>{0} (step {1}): {2}; for what was there: {3}</source>
        <translation>{0}（第 {1} 步）：{2}；给真实字符：{3}</translation>
    </message>
    <message>
        <source>You {0} of {1}</source>
        <translation>您 {1} 个中猜对 {0} 个</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0} {1} 个</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>GuessCanvas</name>
    <message>
        <source>Text that is guessed</source>
        <translation>所猜的文本</translation>
    </message>
</context>
<context>
    <name>GuessPage</name>
    <message>
        <source>Guess first</source>
        <translation>先猜一猜</translation>
    </message>
    <message>
        <source>A text that no model has been trained on. You guess each character before you see it, and so do the models, from the same text before it: who foresees more?</source>
        <translation>一段没有模型训练过的文本。每个字符您都先猜再看，模型也根据同样的前文来猜：谁预见得更多？</translation>
    </message>
    <message>
        <source>A text that was held out appears with the data.</source>
        <translation>数据到位后，这里会出现一段留出的文本。</translation>
    </message>
    <message>
        <source>There is no held-out text here that could be guessed.</source>
        <translation>这里没有可以猜的留出文本。</translation>
    </message>
</context>
<context>
    <name>GuessView</name>
    <message>
        <source>Below each character dots tell who guessed it: you in the first row, then the models in the order of the table. Left and right look at it once more. Arrow down uncovers one without a guess.</source>
        <translation>每个字符下方的圆点表示谁猜对了：第一行是您，其下是各模型，次序与表中相同。按左右方向键可回看。按向下方向键则不猜而揭开一个字符。</translation>
    </message>
    <message>
        <source>end of line</source>
        <translation>行末</translation>
    </message>
    <message>
        <source>Guess that the line ends here (Enter)</source>
        <translation>猜这一行到此结束（Enter）</translation>
    </message>
    <message>
        <source>Uncover the next character; it counts as a wrong guess (arrow down)</source>
        <translation>揭开下一个字符；算作猜错（向下方向键）</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Another text that no model has been trained on; the scores add up</source>
        <translation>换一段没有模型训练过的文本；得分累计</translation>
    </message>
    <message>
        <source>another text</source>
        <translation>换一段</translation>
    </message>
    <message>
        <source>Forget all guesses so far, and begin with another text</source>
        <translation>清除到此为止的所有猜测，换一段文本重新开始</translation>
    </message>
    <message>
        <source>start over</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>choose from a few</source>
        <translation>几选一</translation>
    </message>
    <message>
        <source>Choose instead of typing, as suits large alphabets. The others are drawn from held-out texts; the models choose among the same. Both ways have scores of their own.</source>
        <translation>用选择代替输入，适合字符很多的数据。其余选项取自留出的文本；模型也在同样的选项中选。两种方式分别计分。</translation>
    </message>
    <message>
        <source>{0} does not occur in these texts: it does not count.</source>
        <translation>{0} 不在这些文本的字符之中：不算一次猜测。</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>That was the whole text. Enter brings another one.</source>
        <translation>这段文本已全部揭开。按 Enter 换一段。</translation>
    </message>
    <message>
        <source>The models are reading the text…</source>
        <translation>模型正在读这段文本……</translation>
    </message>
    <message>
        <source>Which one comes next? Keys 1 to {0}. By chance {1} % are right.</source>
        <translation>下一个是哪个？按 1 到 {0} 键。随便选也有 {1} % 的机会猜对。</translation>
    </message>
    <message>
        <source>Keys 1 to {0}</source>
        <translation>按 1 到 {0} 键</translation>
    </message>
    <message>
        <source>Which character comes next? Type it.</source>
        <translation>下一个字符是什么？请输入。</translation>
    </message>
    <message>
        <source>Which character comes next? Type it. Enter is the end of a line.</source>
        <translation>下一个字符是什么？请输入。Enter 表示行末。</translation>
    </message>
</context>
<context>
    <name>HandsOn</name>
    <message>
        <source>{0} nats</source>
        <translation>{0} nats</translation>
    </message>
</context>
<context>
    <name>HeadGrid</name>
    <message>
        <source>Heads of attention</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>all heads together</source>
        <translation>所有注意力头合计</translation>
    </message>
    <message>
        <source>layer {0}, head {1}</source>
        <translation>第 {0} 层，第 {1} 个头</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>heads 1 to {0}</source>
        <translation>注意力头 1 至 {0}</translation>
    </message>
    <message>
        <source>head</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>Rows are places of the text from its start down, columns what they look at.</source>
        <translation>行是文本中的位置，自上而下从开头算起；列是它们所看之处。</translation>
    </message>
</context>
<context>
    <name>HelpDesk</name>
    <message>
        <source>Start here</source>
        <translation>从这里开始</translation>
    </message>
    <message>
        <source>Guide for the workshop leader</source>
        <translation>工作坊主持人指南</translation>
    </message>
    <message>
        <source>The licences cannot be shown: {0}</source>
        <translation>无法显示许可证：{0}</translation>
    </message>
    <message>
        <source>Third-party licences</source>
        <translation>第三方许可证</translation>
    </message>
    <message>
        <source>The page cannot be shown: {0}</source>
        <translation>无法显示该页：{0}</translation>
    </message>
</context>
<context>
    <name>HintCard</name>
    <message>
        <source>What am I looking at?</source>
        <translation>我看到的是什么？</translation>
    </message>
</context>
<context>
    <name>HoleBar</name>
    <message>
        <source>geometry</source>
        <translation>几何</translation>
    </message>
    <message>
        <source>Cliffs and folds: a drawing aid, not holes</source>
        <translation>悬崖与折叠：绘图辅助，并非空洞</translation>
    </message>
    <message>
        <source>opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Opacity of the layer</source>
        <translation>图层的不透明度</translation>
    </message>
    <message>
        <source>A line where holes begin</source>
        <translation>标出空洞边界的线</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>Where holes are counted</source>
        <translation>在何处统计空洞</translation>
    </message>
    <message>
        <source>Codes are drawn from here; the share of them that lie in holes is the score</source>
        <translation>从这里抽取编码；其中落在空洞里的比例即为分数</translation>
    </message>
    <message>
        <source>Own: prior or box</source>
        <translation>各用各的：先验或包围盒</translation>
    </message>
    <message>
        <source>Prior N(0, I)</source>
        <translation>先验 N(0, I)</translation>
    </message>
    <message>
        <source>Box of the codes</source>
        <translation>编码的包围盒</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>高斯</translation>
    </message>
    <message>
        <source>Mixture</source>
        <translation>混合高斯</translation>
    </message>
    <message>
        <source>The prior for a model that has one, else the box that holds the codes</source>
        <translation>模型有先验则用先验，否则用容纳编码的包围盒</translation>
    </message>
    <message>
        <source>The standard normal that a VAE pulls its codes towards</source>
        <translation>VAE 将编码拉向的标准正态分布</translation>
    </message>
    <message>
        <source>Evenly over the range of the codes</source>
        <translation>在编码的范围内均匀分布</translation>
    </message>
    <message>
        <source>One Gaussian fitted to the codes</source>
        <translation>对编码拟合的单个高斯分布</translation>
    </message>
    <message>
        <source>Several Gaussians fitted to the codes: they follow them closest</source>
        <translation>对编码拟合的多个高斯分布：与编码最贴合</translation>
    </message>
    <message>
        <source>Same image</source>
        <translation>同一图像</translation>
    </message>
    <message>
        <source>Gaussians</source>
        <translation>个高斯分布</translation>
    </message>
    <message>
        <source>Number of Gaussians of the mixture</source>
        <translation>混合高斯中高斯分布的个数</translation>
    </message>
    <message>
        <source>How many Gaussians the mixture has, 1 to 30: the more, the closer they lie</source>
        <translation>混合高斯由多少个高斯分布组成，1 到 30：越多，与编码越贴合</translation>
    </message>
    <message>
        <source>Form of the Gaussians of the mixture</source>
        <translation>混合高斯中高斯分布的形状</translation>
    </message>
    <message>
        <source>In which directions the Gaussians of the mixture may differ in width</source>
        <translation>混合高斯中的高斯分布可在哪些方向上宽窄不同</translation>
    </message>
    <message>
        <source>Dragging one map moves the others to the same image</source>
        <translation>拖动一张地图，其他地图随之移到同一图像</translation>
    </message>
    <message>
        <source>Needs two models that encode images</source>
        <translation>需要两个能编码图像的模型</translation>
    </message>
</context>
<context>
    <name>HoleLegend</name>
    <message>
        <source>hole</source>
        <translation>空洞</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>Colours: {left} to {right}</source>
        <translation>颜色：从{left}到{right}</translation>
    </message>
</context>
<context>
    <name>HoleWords</name>
    <message>
        <source>Realism</source>
        <translation>真实度</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>往返</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>拉伸</translation>
    </message>
    <message>
        <source>hole: looks like no training image</source>
        <translation>空洞：不像任何训练图像</translation>
    </message>
    <message>
        <source>hole: nothing is encoded near</source>
        <translation>空洞：附近没有编码</translation>
    </message>
    <message>
        <source>round trip: how far a code wanders when decoded and encoded again; not a hole</source>
        <translation>往返：编码经解码再编码后偏移多远；并非空洞</translation>
    </message>
    <message>
        <source>stretch: how fast the picture changes from code to code; not a hole</source>
        <translation>拉伸：图像随编码变化的快慢；并非空洞</translation>
    </message>
    <message>
        <source>Does the decoded image look like some training images? Below 1 it is further, on average, from those that would take it in most easily than their own neighbours are: a hole.</source>
        <translation>解码图像像某些训练图像吗？低于 1 时，它与最容易接纳它的那些训练图像的平均距离，大于这些图像与其自身近邻的距离：即空洞。</translation>
    </message>
    <message>
        <source>Are images of the data encoded near here? The higher the number, the fewer are; in a hole hardly any, so the decoder was never taught what to draw. What it draws does not count.</source>
        <translation>附近有数据图像的编码吗？数值越高，编码越少；空洞里几乎没有，因此从未有人教解码器在此画什么。它画出什么并不计入。</translation>
    </message>
    <message>
        <source>The distance between a code and the code of its own decoded image. It shows cliffs and folds, and says nothing about holes.</source>
        <translation>编码与其解码图像再次编码之间的距离。它显示悬崖与折叠，与空洞无关。</translation>
    </message>
    <message>
        <source>How much the decoded image changes for a small step of the code. It shows cliffs, and says nothing about holes.</source>
        <translation>编码移动一小步时解码图像变化多少。它显示悬崖，与空洞无关。</translation>
    </message>
    <message>
        <source>beyond the prior</source>
        <translation>先验之外</translation>
    </message>
    <message>
        <source>hole</source>
        <translation>空洞</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>empty {share} %</source>
        <translation>空白 {share}%</translation>
    </message>
    <message>
        <source>holes {share} %</source>
        <translation>空洞 {share}%</translation>
    </message>
    <message>
        <source>prior</source>
        <translation>先验</translation>
    </message>
    <message>
        <source>box</source>
        <translation>包围盒</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>高斯</translation>
    </message>
    <message>
        <source>mixture</source>
        <translation>混合高斯</translation>
    </message>
    <message>
        <source>the prior N(0, I)</source>
        <translation>先验 N(0, I)</translation>
    </message>
    <message>
        <source>the box that holds the codes</source>
        <translation>容纳编码的包围盒</translation>
    </message>
    <message>
        <source>a Gaussian fitted to the codes</source>
        <translation>对编码拟合的高斯分布</translation>
    </message>
    <message>
        <source>a mixture of Gaussians fitted to the codes</source>
        <translation>对编码拟合的混合高斯分布</translation>
    </message>
    <message>
        <source>a mixture of {components} Gaussians fitted to the codes</source>
        <translation>对编码拟合的 {components} 个高斯分布的混合</translation>
    </message>
    <message>
        <source>{layer}: of {count} codes drawn from {place}, {share} % lie in holes (95 % interval {low} to {high} %).</source>
        <translation>{layer}：从{place}抽取的 {count} 个编码中，{share}% 落在空洞里（95% 区间 {low} 至 {high}%）。</translation>
    </message>
</context>
<context>
    <name>Hooks</name>
    <message>
        <source>Something went wrong in the program ({0}). The log file has the details.</source>
        <translation>程序内部出错（{0}）。详情见日志文件。</translation>
    </message>
</context>
<context>
    <name>ImageGrid</name>
    <message>
        <source>Samples</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>draws no samples</source>
        <translation>不能采样</translation>
    </message>
    <message>
        <source>still to come</source>
        <translation>尚待测量</translation>
    </message>
    <message>
        <source>Samples appear with the first pictures of a model that can draw them.</source>
        <translation>能采样的模型给出首批图像后，采样会显示在这里。</translation>
    </message>
</context>
<context>
    <name>JudgePill</name>
    <message>
        <source>A small classifier learns to tell the classes apart. Then it can say what is real.</source>
        <translation>一个小分类器正在学习区分各类别。学成之后便能判断何为真实。</translation>
    </message>
    <message>
        <source>{share} % of real images in holes</source>
        <translation>真实图像有 {share}% 落在空洞里</translation>
    </message>
    <message>
        <source>real in holes {share} %</source>
        <translation>真实图像落入空洞 {share}%</translation>
    </message>
    <message>
        <source>It tells few of them apart: what it calls a hole is hardly more than a guess.</source>
        <translation>它能分清的图像不多：它所说的空洞，几乎只是猜测。</translation>
    </message>
    <message>
        <source>training the judge {share} %</source>
        <translation>正在训练评判器 {share}%</translation>
    </message>
    <message>
        <source>no labels: principal components</source>
        <translation>无标签：主成分</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>judge</source>
        <translation>评判器</translation>
    </message>
    <message>
        <source>judge {share} % right</source>
        <translation>评判器正确率 {share}%</translation>
    </message>
    <message>
        <source>A small classifier compares decodes with training images by what it sees in them.</source>
        <translation>一个小分类器按其所见的特征，将解码图像与训练图像比较。</translation>
    </message>
    <message>
        <source>Without labels there is no judge: images are compared by their principal components.</source>
        <translation>没有标签就没有评判器：图像按其主成分比较。</translation>
    </message>
    <message>
        <source>Images are compared pixel by pixel.</source>
        <translation>图像逐像素比较。</translation>
    </message>
    <message>
        <source>Some real images land in holes too: the rarer ones, and noise. Compare the scores with that.</source>
        <translation>有些真实图像也会落在空洞里：较罕见的图像和噪声。请将分数与之比较。</translation>
    </message>
</context>
<context>
    <name>KeptDataBar</name>
    <message>
        <source>Train the preset on your data, as it does now</source>
        <translation>像现在这样，用您的数据训练此预设</translation>
    </message>
    <message>
        <source>Keep my data</source>
        <translation>保留我的数据</translation>
    </message>
    <message>
        <source>Begin the preset once more, with the data it came with</source>
        <translation>用预设自带的数据重新开始</translation>
    </message>
    <message>
        <source>“{preset}” now trains on your data. Keep them?</source>
        <translation>“{preset}”正在用您的数据训练。要保留这些数据吗？</translation>
    </message>
    <message>
        <source>Use {data}</source>
        <translation>改用 {data}</translation>
    </message>
</context>
<context>
    <name>KlBars</name>
    <message>
        <source>sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>The dimension that says most comes first</source>
        <translation>信息最多的维度排在最前</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>Up: KL in nats · down: mean σ</source>
        <translation>向上：KL（nats）· 向下：平均 σ</translation>
    </message>
    <message>
        <source>There are no bars to export yet.</source>
        <translation>还没有可导出的柱形图。</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>已坍缩</translation>
    </message>
</context>
<context>
    <name>KlCanvas</name>
    <message>
        <source>KL and sigma of each latent dimension</source>
        <translation>各潜变量维度的 KL 与 σ</translation>
    </message>
    <message>
        <source>{0}: KL {1} nats, mean σ {2}</source>
        <translation>{0}：KL {1} nats，平均 σ {2}</translation>
    </message>
    <message>
        <source>{0} collapsed: says nothing (KL {1} nats, mean σ {2})</source>
        <translation>{0} 已坍缩：不含信息（KL {1} nats，平均 σ {2}）</translation>
    </message>
    <message>
        <source>An autoencoder has no noise and pays no KL.</source>
        <translation>自编码器没有噪声，也不付出 KL。</translation>
    </message>
    <message>
        <source>{0} nats</source>
        <translation>{0} nats</translation>
    </message>
    <message>
        <source>all {0} collapsed: the code says nothing</source>
        <translation>全部 {0} 个已坍缩：编码不含信息</translation>
    </message>
    <message>
        <source>{0} collapsed: says nothing</source>
        <translation>{0} 已坍缩：不含信息</translation>
    </message>
    <message>
        <source>{0} of {1} collapsed: {2} say nothing</source>
        <translation>{1} 个中有 {0} 个已坍缩：{2} 不含信息</translation>
    </message>
    <message>
        <source>The KL of each dimension appears with the first pictures of a model that has one.</source>
        <translation>有 KL 项的模型给出首批图像后，各维度的 KL 会显示在这里。</translation>
    </message>
</context>
<context>
    <name>Knob</name>
    <message>
        <source>Autoencoder</source>
        <translation>自编码器</translation>
    </message>
    <message>
        <source>Squeezes each image into a short code and draws it again; codes may lie anywhere, so the map has holes.</source>
        <translation>把每张图像压缩成一个简短的编码，再据此重新画出；编码可以落在任何地方，所以地图上有空洞。</translation>
    </message>
    <message>
        <source>Any order</source>
        <translation>任意顺序</translation>
    </message>
    <message>
        <source>Guesses what is covered from what is not: it fills holes of any shape, in any order.</source>
        <translation>由未遮住的部分猜测被遮住的部分：可按任意顺序填补任意形状的空缺。</translation>
    </message>
    <message>
        <source>Adversarial network</source>
        <translation>对抗网络</translation>
    </message>
    <message>
        <source>One network forges examples from noise, another learns to tell them from real ones; both get better.</source>
        <translation>一个网络由噪声伪造样本，另一个学习将其与真实样本区分；双方共同进步。</translation>
    </message>
    <message>
        <source>Conditional GAN</source>
        <translation>条件 GAN</translation>
    </message>
    <message>
        <source>A GAN that is told the class: ask for a digit, and the noise decides only how it is written.</source>
        <translation>被告知类别的 GAN：指定一个数字，噪声只决定它的写法。</translation>
    </message>
    <message>
        <source>Gaussian mixture</source>
        <translation>混合高斯</translation>
    </message>
    <message>
        <source>A few Gaussians share the examples among them and adapt to their shares, in turn, until nothing moves.</source>
        <translation>几个高斯分布分摊样本，再按各自的份额调整，两步交替，直到不再变化。</translation>
    </message>
    <message>
        <source>MADE</source>
        <translation>MADE</translation>
    </message>
    <message>
        <source>A perceptron that guesses every pixel from those before it: exact probabilities, drawn pixel by pixel.</source>
        <translation>一种感知机，由前面的像素猜测每个像素：概率精确，逐像素绘制。</translation>
    </message>
    <message>
        <source>Principal components</source>
        <translation>主成分</translation>
    </message>
    <message>
        <source>The flat sheet through the data that loses least: one equation, solved in one step.</source>
        <translation>穿过数据、损失最少的平面：只需解一个方程，一步即得。</translation>
    </message>
    <message>
        <source>PixelRNN</source>
        <translation>PixelRNN</translation>
    </message>
    <message>
        <source>LSTM cells, one for each column, walk down the picture and remember what they saw above.</source>
        <translation>每列一组 LSTM 单元，自上而下走过图像，并记住上方所见。</translation>
    </message>
    <message>
        <source>Table of counts</source>
        <translation>计数表</translation>
    </message>
    <message>
        <source>Counts how often each value follows what stands beside it: no network, and nothing to wait for.</source>
        <translation>统计每个取值在各种邻近情形之后出现的次数：没有网络，无需等待。</translation>
    </message>
    <message>
        <source>PixelCNN</source>
        <translation>PixelCNN</translation>
    </message>
    <message>
        <source>Small windows that look up and left, alike in all places: exact probabilities, drawn pixel by pixel.</source>
        <translation>只看上方和左方的小窗口，处处相同：概率精确，逐像素绘制。</translation>
    </message>
    <message>
        <source>Self-organising map</source>
        <translation>自组织映射</translation>
    </message>
    <message>
        <source>Prototypes on a grid: each image pulls the most similar one and its neighbours, so that like lies by like.</source>
        <translation>网格上的原型：每张图像拉动与它最相似的原型及其邻居，于是相似的彼此相邻。</translation>
    </message>
    <message>
        <source>Variational autoencoder</source>
        <translation>变分自编码器</translation>
    </message>
    <message>
        <source>Causal convolutions</source>
        <translation>因果卷积</translation>
    </message>
    <message>
        <source>Windows over the last characters, with gaps that double: sees so far back and no further.</source>
        <translation>看最后几个字符的窗口，间隔逐层加倍：只能看到这么远。</translation>
    </message>
    <message>
        <source>Recurrent network</source>
        <translation>循环网络</translation>
    </message>
    <message>
        <source>Reads character by character and remembers: RNN, GRU or LSTM.</source>
        <translation>逐字阅读并记住：RNN、GRU 或 LSTM。</translation>
    </message>
    <message>
        <source>Transformer</source>
        <translation>Transformer</translation>
    </message>
    <message>
        <source>Every place looks at all characters before it and learns which of them matter.</source>
        <translation>每个位置查看前面的所有字符，并学会其中哪些重要。</translation>
    </message>
    <message>
        <source>Codes are small overlapping clouds pulled towards the centre, so that nearly every place decodes well.</source>
        <translation>每个编码是一小团云，彼此重叠并被拉向中心，因此几乎处处都能解码出像样的图像。</translation>
    </message>
    <message>
        <source>Museum: autoencoder examined</source>
        <translation>博物馆：受考的自编码器</translation>
    </message>
    <message>
        <source>An autoencoder that learns a few images by heart, and an exam on held-out ones, or on these.</source>
        <translation>一个背下几幅图像的自编码器，用留出图像来考，或者就用这些来考。</translation>
    </message>
    <message>
        <source>Museum: adversarial network</source>
        <translation>博物馆：对抗网络</translation>
    </message>
    <message>
        <source>An adversarial network with a mistake that is often met, and the number that gives it away.</source>
        <translation>带有一个常见错误的对抗网络，以及暴露它的那个数。</translation>
    </message>
    <message>
        <source>Museum: Gaussian mixture</source>
        <translation>博物馆：混合高斯</translation>
    </message>
    <message>
        <source>A mixture whose floor can be taken away, and the density on one point that gives it away.</source>
        <translation>可以去掉下限的混合高斯，以及暴露它的、一个点上的密度。</translation>
    </message>
    <message>
        <source>Museum: PixelCNN</source>
        <translation>博物馆：PixelCNN</translation>
    </message>
    <message>
        <source>A PixelCNN whose first mask can be given a mistake, and the test of causality that finds it.</source>
        <translation>第一个掩码可以出错的 PixelCNN，以及找出它的因果性检验。</translation>
    </message>
    <message>
        <source>Wasserstein GAN</source>
        <translation>Wasserstein GAN</translation>
    </message>
    <message>
        <source>The discriminator becomes a critic that measures how far the fakes are from the real examples.</source>
        <translation>判别器变为评论家，衡量伪造样本与真实样本相距多远。</translation>
    </message>
    <message>
        <source>Museum: Wasserstein GAN</source>
        <translation>博物馆：Wasserstein GAN</translation>
    </message>
    <message>
        <source>A Wasserstein GAN whose critic can be let loose, and the slope that gives it away.</source>
        <translation>可以放任评论家的 Wasserstein GAN，以及暴露它的斜率。</translation>
    </message>
    <message>
        <source>n-gram</source>
        <translation>n 元语法</translation>
    </message>
    <message>
        <source>Counts which character follows the few before it: no network, and nothing to wait for.</source>
        <translation>统计前面几个字符之后是哪个字符：没有网络，也不用等待。</translation>
    </message>
    <message>
        <source>SeqGAN</source>
        <translation>SeqGAN</translation>
    </message>
    <message>
        <source>A recurrent network that is rewarded for texts which another one takes for real.</source>
        <translation>一个循环网络：写出的文本若被另一个网络当真，就得到奖励。</translation>
    </message>
    <message>
        <source>Array file</source>
        <translation>数组文件</translation>
    </message>
    <message>
        <source>Your own images in one NPZ, NPY, IDX or CSV file.</source>
        <translation>您自己的图像，存于单个 NPZ、NPY、IDX 或 CSV 文件。</translation>
    </message>
    <message>
        <source>Bars and stripes</source>
        <translation>竖条与横条</translation>
    </message>
    <message>
        <source>All pictures of lit columns or lit rows: 14 of 3x3 pixels, each as likely.</source>
        <translation>由点亮的整列或整行构成的全部图像：3×3 像素时有 14 张，概率相等。</translation>
    </message>
    <message>
        <source>Three clouds</source>
        <translation>三团点</translation>
    </message>
    <message>
        <source>Points of the plane in a round, a flat and a tilted cloud of different weight: which made which point?</source>
        <translation>平面上的点，分为圆形、扁平、倾斜三团，权重各异：哪个点出自哪一团？</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Patches of one colour each: all that can be told about one is hue, saturation and value.</source>
        <translation>每张只有一种颜色的色块：可说的只有色相、饱和度和明度。</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>手写数字</translation>
    </message>
    <message>
        <source>1 797 real handwritten digits, 8x8 pixels; comes with the program.</source>
        <translation>1&#x202f;797 个真实的手写数字，8×8 像素；随程序提供。</translation>
    </message>
    <message>
        <source>Your drawing</source>
        <translation>您的绘画</translation>
    </message>
    <message>
        <source>Fashion-MNIST</source>
        <translation>Fashion-MNIST</translation>
    </message>
    <message>
        <source>70 000 pictures of clothes, 28x28 pixels: harder than digits.</source>
        <translation>70&#x202f;000 张服饰图像，28×28 像素：比数字更难。</translation>
    </message>
    <message>
        <source>Grid of Gaussians</source>
        <translation>高斯网格</translation>
    </message>
    <message>
        <source>Points of the plane in twenty-five small clouds, five by five.</source>
        <translation>平面上的点，聚成五乘五共二十五个小团。</translation>
    </message>
    <message>
        <source>Folder of images</source>
        <translation>图像文件夹</translation>
    </message>
    <message>
        <source>Kuzushiji-MNIST</source>
        <translation>Kuzushiji-MNIST</translation>
    </message>
    <message>
        <source>70 000 handwritten hiragana from old Japanese books, 28x28 pixels.</source>
        <translation>70&#x202f;000 个取自日本古籍的手写平假名，28×28 像素。</translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation>MNIST</translation>
    </message>
    <message>
        <source>70 000 handwritten digits, 28x28 pixels: the classic.</source>
        <translation>70&#x202f;000 个手写数字，28×28 像素：经典数据集。</translation>
    </message>
    <message>
        <source>Moon phases</source>
        <translation>月相</translation>
    </message>
    <message>
        <source>Rendered phases of the moon, 28x28 pixels: what happens between new and full?</source>
        <translation>渲染的月相图，28×28 像素：新月与满月之间会发生什么？</translation>
    </message>
    <message>
        <source>An oracle&apos;s texts</source>
        <translation>神谕的文本</translation>
    </message>
    <message>
        <source>Letters by a network with random weights: it can say exactly how likely any text is.</source>
        <translation>由一个权重随机的网络写出的字母：任何文本有多大可能，它都能精确说出。</translation>
    </message>
    <message>
        <source>Ring of Gaussians</source>
        <translation>高斯圆环</translation>
    </message>
    <message>
        <source>Points of the plane in eight small clouds on a circle: does a generator find them all?</source>
        <translation>平面上的点，在圆上聚成八个小团：生成器能全部找到吗？</translation>
    </message>
    <message>
        <source>Spiral</source>
        <translation>螺线</translation>
    </message>
    <message>
        <source>Points of the plane on one long thin spiral.</source>
        <translation>平面上的点，位于一条细长的螺线上。</translation>
    </message>
    <message>
        <source>Sprites</source>
        <translation>小精灵</translation>
    </message>
    <message>
        <source>Small creatures in few colours: six body plans, six palettes, no two alike.</source>
        <translation>用色很少的小生物：六种体形，六套调色板，没有两个相同。</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>文本文件</translation>
    </message>
    <message>
        <source>Two moons</source>
        <translation>双月</translation>
    </message>
    <message>
        <source>Points of the plane on two half circles that reach into each other.</source>
        <translation>平面上的点，位于两个相互嵌入的半圆上。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>平面上的点</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>A shadow on the plane of most variance: what lies far apart is far apart, what lies close need not be.</source>
        <translation>在方差最大的平面上的投影：相距远的确实远，离得近的未必近。</translation>
    </message>
    <message>
        <source>Isomap</source>
        <translation>Isomap</translation>
    </message>
    <message>
        <source>A surface rolled out flat: distances are those along it, as long as no neighbours make a short cut.</source>
        <translation>把曲面展平：距离是沿曲面的距离，只要没有邻居抄近路。</translation>
    </message>
    <message>
        <source>LLE</source>
        <translation>LLE</translation>
    </message>
    <message>
        <source>Each example stays the mixture of its neighbours that it was: near stays near, but parts may be squeezed.</source>
        <translation>每个样本仍是其邻居的同一混合：近者仍近，但局部可能被压扁。</translation>
    </message>
    <message>
        <source>t-SNE</source>
        <translation>t-SNE</translation>
    </message>
    <message>
        <source>Near stays near, so groups show clearly; but sizes of groups and distances between them mean nothing.</source>
        <translation>近者仍近，因此各组清晰可见；但组的大小和组间距离没有意义。</translation>
    </message>
    <message>
        <source>A grid of pictures, neighbours alike: it fills the plane, so distances between cells mean little.</source>
        <translation>由图像组成的网格，相邻者相似：它填满平面，因此格子间的距离意义不大。</translation>
    </message>
    <message>
        <source>k-means</source>
        <translation>k-means</translation>
    </message>
    <message>
        <source>Round clusters of about equal size: each example goes to the nearest of so many means.</source>
        <translation>大小相近的圆形聚类：每个样本归入最近的均值。</translation>
    </message>
    <message>
        <source>Agglomerative</source>
        <translation>层次聚类</translation>
    </message>
    <message>
        <source>The nearest two clusters become one, again and again, until so many are left.</source>
        <translation>最近的两个聚类合并为一个，如此反复，直到剩下所要的数目。</translation>
    </message>
    <message>
        <source>DBSCAN</source>
        <translation>DBSCAN</translation>
    </message>
    <message>
        <source>Clusters of any shape and number, wherever it is crowded; what lies alone is noise.</source>
        <translation>形状和数目任意的聚类，出现在密集之处；孤立者为噪声。</translation>
    </message>
    <message>
        <source>Ellipsoids of different sizes, by expectation and maximisation; each example goes to the likeliest.</source>
        <translation>用期望最大化得到的大小不一的椭球；每个样本归入可能性最大的一个。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far each step moves the weights; too high diverges.</source>
        <translation>每一步权重移动的幅度；过大会发散。</translation>
    </message>
    <message>
        <source>Latent dim</source>
        <translation>潜变量维数</translation>
    </message>
    <message>
        <source>How many numbers make up the code of one image.</source>
        <translation>一张图像的编码由多少个数组成。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>mlp: every pixel is wired to every unit; conv: small patches, shared over the whole image.</source>
        <translation>MLP：每个像素连接到每个单元；卷积：小块区域，权重在整幅图像上共享。</translation>
    </message>
    <message>
        <source>mlp</source>
        <translation>MLP</translation>
    </message>
    <message>
        <source>conv</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>各层单元</translation>
    </message>
    <message>
        <source>Units of each hidden layer of the mlp, from the image to the code; the decoder runs them backwards.</source>
        <translation>MLP 各隐藏层的单元数，从图像到编码依次排列；解码器的顺序相反。</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道数</translation>
    </message>
    <message>
        <source>Channels of the first layer of the conv network; they double each time the picture is halved.</source>
        <translation>卷积网络第一层的通道数；图像每缩小一半，通道数加倍。</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>sigmoid keeps pixels between black and white; linear lets them overshoot, as principal components do.</source>
        <translation>sigmoid 使像素保持在黑白之间；线性则允许超出，如同主成分分析。</translation>
    </message>
    <message>
        <source>sigmoid</source>
        <translation>sigmoid</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>The bend after each layer; silu is a smooth relu.</source>
        <translation>每层之后的非线性；SiLU 是平滑的 ReLU。</translation>
    </message>
    <message>
        <source>silu</source>
        <translation>SiLU</translation>
    </message>
    <message>
        <source>relu</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>tanh</source>
        <translation>tanh</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>重建误差</translation>
    </message>
    <message>
        <source>mse: squared difference of the pixels; bernoulli: each pixel is a coin, and the surprise is counted.</source>
        <translation>均方误差：像素差的平方；伯努利：把每个像素看作一枚硬币，累计其惊讶度。</translation>
    </message>
    <message>
        <source>mse</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>bernoulli</source>
        <translation>伯努利</translation>
    </message>
    <message>
        <source>Units of each hidden layer that looks at the whole picture.</source>
        <translation>观察整幅图像的各隐藏层的单元数。</translation>
    </message>
    <message>
        <source>Units that look at the window around each pixel.</source>
        <translation>观察每个像素周围窗口的单元数。</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>How many pixels that window goes to every side.</source>
        <translation>该窗口向每一侧延伸多少个像素。</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>Share of the images that are covered as people do, by an edge or a blot; the others pixel by pixel.</source>
        <translation>像人那样以一条边界或一块污渍遮挡的图像所占比例；其余图像逐像素随机遮挡。</translation>
    </message>
    <message>
        <source>D steps</source>
        <translation>D 步数</translation>
    </message>
    <message>
        <source>Moves of the discriminator in each step, every one on fresh examples; 0 lets it rest.</source>
        <translation>每步中判别器的更新次数，每次都用新的样本；0 则让它休息。</translation>
    </message>
    <message>
        <source>G steps</source>
        <translation>G 步数</translation>
    </message>
    <message>
        <source>Moves of the generator in each step, every one with fresh noise; 0 lets it rest.</source>
        <translation>每步中生成器的更新次数，每次都用新的噪声；0 则让它休息。</translation>
    </message>
    <message>
        <source>Learning rate of D</source>
        <translation>D 的学习率</translation>
    </message>
    <message>
        <source>How far each move of the discriminator goes; much above the generator&apos;s, it learns to see through all.</source>
        <translation>判别器每次更新的幅度；远大于生成器时，它会学会识破一切。</translation>
    </message>
    <message>
        <source>Learning rate of G</source>
        <translation>G 的学习率</translation>
    </message>
    <message>
        <source>How far each move of the generator goes; too high, it jumps from one trick to the next.</source>
        <translation>生成器每次更新的幅度；过大则从一个花招跳到另一个。</translation>
    </message>
    <message>
        <source>How many random numbers each fake is made from.</source>
        <translation>每个伪造样本由多少个随机数生成。</translation>
    </message>
    <message>
        <source>mlp: every pixel is wired to every unit, right for points; conv: small patches, for images.</source>
        <translation>MLP：每个像素连接到每个单元，适合点；卷积：小块区域，适合图像。</translation>
    </message>
    <message>
        <source>Layers of G</source>
        <translation>G 的各层单元</translation>
    </message>
    <message>
        <source>Units of each hidden layer of the generator&apos;s mlp, from the noise to the fake.</source>
        <translation>生成器 MLP 各隐藏层的单元数，从噪声到伪造样本依次排列。</translation>
    </message>
    <message>
        <source>Layers of D</source>
        <translation>D 的各层单元</translation>
    </message>
    <message>
        <source>Units of each hidden layer of the discriminator&apos;s mlp, from the example to the score.</source>
        <translation>判别器 MLP 各隐藏层的单元数，从样本到评分依次排列。</translation>
    </message>
    <message>
        <source>Waves shown to D</source>
        <translation>给 D 看的波数</translation>
    </message>
    <message>
        <source>How many waves of each coordinate the mlp of D is shown: with some it soon tells close points apart.</source>
        <translation>给 D 的 MLP 看每个坐标的多少个波：有了它们，它很快就能区分相近的点。</translation>
    </message>
    <message>
        <source>Channels of the conv networks at full size; they double each time the picture is halved.</source>
        <translation>卷积网络在全尺寸时的通道数；图像每缩小一半，通道数加倍。</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>隐藏单元</translation>
    </message>
    <message>
        <source>The bend after each layer; leaky is a relu that lets a fifth of the rest pass.</source>
        <translation>每层之后的非线性；Leaky 是让其余部分的五分之一通过的 ReLU。</translation>
    </message>
    <message>
        <source>leaky</source>
        <translation>Leaky</translation>
    </message>
    <message>
        <source>Adam beta 1</source>
        <translation>Adam β1</translation>
    </message>
    <message>
        <source>Share of the last direction that each move keeps; high, the players overshoot each other.</source>
        <translation>每次更新保留上次方向的比例；过高则双方相互冲过头。</translation>
    </message>
    <message>
        <source>Adam beta 2</source>
        <translation>Adam β2</translation>
    </message>
    <message>
        <source>How long Adam remembers how large the gradients were.</source>
        <translation>Adam 记住梯度大小的时间长短。</translation>
    </message>
    <message>
        <source>Decay</source>
        <translation>衰减</translation>
    </message>
    <message>
        <source>How both learning rates go down over the planned steps.</source>
        <translation>两个学习率在计划步数内如何下降。</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>What the players strive for; minimax hardly pushes a generator that is seen through.</source>
        <translation>双方所追求的目标；极小极大几乎推不动已被识破的生成器。</translation>
    </message>
    <message>
        <source>non-saturating</source>
        <translation>非饱和</translation>
    </message>
    <message>
        <source>minimax</source>
        <translation>极小极大</translation>
    </message>
    <message>
        <source>least-squares</source>
        <translation>最小二乘</translation>
    </message>
    <message>
        <source>hinge</source>
        <translation>合页</translation>
    </message>
    <message>
        <source>relativistic</source>
        <translation>相对式</translation>
    </message>
    <message>
        <source>Batch norm</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>Which players bring every layer to one scale over the batch, as DCGAN does.</source>
        <translation>哪一方像 DCGAN 那样，将每层在批内归一到同一尺度。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>both</source>
        <translation>双方</translation>
    </message>
    <message>
        <source>R1</source>
        <translation>R1</translation>
    </message>
    <message>
        <source>R2</source>
        <translation>R2</translation>
    </message>
    <message>
        <source>Feature matching</source>
        <translation>特征匹配</translation>
    </message>
    <message>
        <source>Weight of the distance between what D sees, on average, in real examples and in fakes.</source>
        <translation>D 在真实样本与伪造样本中平均所见特征之间距离的权重。</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>How far below 1 a real example is called; keeps D from growing too sure.</source>
        <translation>真实样本的标签比 1 低多少；防止 D 过于自信。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>随机丢弃</translation>
    </message>
    <message>
        <source>Share of what goes into and comes out of the network that each step leaves out by chance, so that less is learned by heart.</source>
        <translation>每一步随机去掉网络输入与输出中的这一部分，使它少一些死记硬背。</translation>
    </message>
    <message>
        <source>Numbers at each place, in every layer.</source>
        <translation>每一层中每个位置上的数的个数。</translation>
    </message>
    <message>
        <source>Layers of windows; each has gaps twice as wide as the one below.</source>
        <translation>窗口的层数；每一层的间隔是下一层的两倍。</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>窗口宽度</translation>
    </message>
    <message>
        <source>Places in a window. With 5 layers of 3 it sees 63 characters back.</source>
        <translation>一个窗口中的位置数。5 层、宽度为 3 时能看到前面 63 个字符。</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>How it remembers: RNN overwrites all, GRU and LSTM have gates that keep.</source>
        <translation>如何记忆：RNN 全部覆盖，GRU 和 LSTM 用门来保留。</translation>
    </message>
    <message>
        <source>RNN</source>
        <translation>RNN</translation>
    </message>
    <message>
        <source>GRU</source>
        <translation>GRU</translation>
    </message>
    <message>
        <source>LSTM</source>
        <translation>LSTM</translation>
    </message>
    <message>
        <source>Numbers that it remembers, in each layer.</source>
        <translation>每一层记住的数的个数。</translation>
    </message>
    <message>
        <source>Memories on top of each other.</source>
        <translation>叠在一起的记忆层数。</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Numbers that stand for a character.</source>
        <translation>代表一个字符的数的个数。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Numbers at each place; the heads share them.</source>
        <translation>每个位置上的数的个数；各个注意力头分用它们。</translation>
    </message>
    <message>
        <source>Times that every place looks back.</source>
        <translation>每个位置往回看的次数。</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>Different things that a place looks for each time.</source>
        <translation>一个位置每次寻找的不同东西的个数。</translation>
    </message>
    <message>
        <source>Mistake</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>none: with its KL term; no-kl: without; layer-norm: codes are normalised in its place.</source>
        <translation>无：带 KL 项；无 KL：不带；层归一化：改为把编码归一化。</translation>
    </message>
    <message>
        <source>no-kl</source>
        <translation>无 KL</translation>
    </message>
    <message>
        <source>layer-norm</source>
        <translation>层归一化</translation>
    </message>
    <message>
        <source>Images learned</source>
        <translation>学习的图像数</translation>
    </message>
    <message>
        <source>How many of the training images it learns from, the first ones.</source>
        <translation>从训练图像中学多少幅，取最前面的。</translation>
    </message>
    <message>
        <source>own exam: the test error is measured on the images that were learned.</source>
        <translation>own exam：测试误差在学过的图像上测量。</translation>
    </message>
    <message>
        <source>own exam</source>
        <translation>拿练习题来考</translation>
    </message>
    <message>
        <source>one loss: D learns in the moves of G, too; two softmax: the loss is taken of probabilities; minimax: G is told least where it is worst.</source>
        <translation>one loss：D 在 G 的更新中也学习；two softmax：对概率取损失；minimax：G 最差时被告知得最少。</translation>
    </message>
    <message>
        <source>one loss</source>
        <translation>共用一个损失</translation>
    </message>
    <message>
        <source>two softmax</source>
        <translation>双输出 softmax</translation>
    </message>
    <message>
        <source>no floor: a component may become as narrow as numbers can be.</source>
        <translation>no floor：分量可以窄到数所能表示的极限。</translation>
    </message>
    <message>
        <source>no floor</source>
        <translation>没有下限</translation>
    </message>
    <message>
        <source>Units of a MADE beside, whose masks are right; the logits add up. 0: none.</source>
        <translation>旁边一个 MADE 的单元数，它的掩码是对的；两者的 logit 相加。0：没有。</translation>
    </message>
    <message>
        <source>leaky mask: the first layer sees the pixel that is asked for.</source>
        <translation>leaky mask：第一层看得见所问的像素。</translation>
    </message>
    <message>
        <source>leaky mask</source>
        <translation>泄漏的掩码</translation>
    </message>
    <message>
        <source>none: as it should be; each other choice is a mistake that is often met.</source>
        <translation>无：正确的做法；其余每个选项都是常见的错误。</translation>
    </message>
    <message>
        <source>pixel-mean</source>
        <translation>像素取平均</translation>
    </message>
    <message>
        <source>wrong-kl</source>
        <translation>错配的 KL</translation>
    </message>
    <message>
        <source>one-noise</source>
        <translation>共用噪声</translation>
    </message>
    <message>
        <source>relu-output</source>
        <translation>ReLU 输出</translation>
    </message>
    <message>
        <source>frozen-sigma</source>
        <translation>冻结的 sigma</translation>
    </message>
    <message>
        <source>no bound: nothing holds the slope of the critic.</source>
        <translation>no bound：没有任何东西限制评论家的斜率。</translation>
    </message>
    <message>
        <source>no bound</source>
        <translation>没有界限</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>Characters counted together: one, and so many less one before it.</source>
        <translation>一起计数的字符数：一个字符，加上它前面的（少一个）字符。</translation>
    </message>
    <message>
        <source>How shorter contexts help where the longest was seldom seen: not at all, by weights, or by counts.</source>
        <translation>最长的上文很少见时，较短的上文如何帮忙：不帮、按权重、或按计数。</translation>
    </message>
    <message>
        <source>fixed weights</source>
        <translation>固定权重</translation>
    </message>
    <message>
        <source>witten-bell</source>
        <translation>Witten-Bell</translation>
    </message>
    <message>
        <source>kneser-ney</source>
        <translation>Kneser-Ney</translation>
    </message>
    <message>
        <source>Without interpolation: the share that all characters get alike, so that what is new is not impossible.</source>
        <translation>没有插值时：所有字符平分的概率份额，使没见过的不至于不可能。</translation>
    </message>
    <message>
        <source>Maximum likelihood first</source>
        <translation>先做最大似然</translation>
    </message>
    <message>
        <source>Share of the planned steps in which it learns as other networks do, before it learns from D&apos;s verdicts.</source>
        <translation>在根据 D 的判断学习之前，像其他网络那样学习的步数占计划步数的比例。</translation>
    </message>
    <message>
        <source>Roll-outs</source>
        <translation>续写次数</translation>
    </message>
    <message>
        <source>How often the rest of a text is written anew behind each of its characters, to see what that is worth; at 0 each is worth what the whole text is.</source>
        <translation>在文本的每个字符之后把余下部分重新写多少次，看这个字符值多少；为 0 时，每个字符的价值就是整个文本的价值。</translation>
    </message>
    <message>
        <source>Learning rate by reward</source>
        <translation>奖励学习率</translation>
    </message>
    <message>
        <source>How far each step moves the generator once it learns from D&apos;s verdicts.</source>
        <translation>生成器根据 D 的判断学习时，每一步的幅度。</translation>
    </message>
    <message>
        <source>Moves of the discriminator in each step, every one on fresh texts; 0 lets it rest.</source>
        <translation>每步中判别器的更新次数，每次都用新的文本；0 则让它休息。</translation>
    </message>
    <message>
        <source>How far each move of the discriminator goes.</source>
        <translation>判别器每次更新的幅度。</translation>
    </message>
    <message>
        <source>Patterns of D</source>
        <translation>D 的模式数</translation>
    </message>
    <message>
        <source>How many patterns of 2, of 3 and of 5 characters the discriminator looks for.</source>
        <translation>判别器寻找的 2 个、3 个和 5 个字符的模式各有多少。</translation>
    </message>
    <message>
        <source>Grid columns</source>
        <translation>网格列数</translation>
    </message>
    <message>
        <source>Cells from left to right.</source>
        <translation>从左到右的格数。</translation>
    </message>
    <message>
        <source>Grid rows</source>
        <translation>网格行数</translation>
    </message>
    <message>
        <source>Cells from bottom to top; with 1 it is a chain.</source>
        <translation>从下到上的格数；为 1 时是一条链。</translation>
    </message>
    <message>
        <source>Channels of the first layer; there are twice as many in the second.</source>
        <translation>第一层的通道数；第二层是它的两倍。</translation>
    </message>
    <message>
        <source>none: the decoder sees the code alone; switches: it reads the encoder&apos;s pooling switches, too.</source>
        <translation>无：解码器只看编码；开关：它还读取编码器的池化开关。</translation>
    </message>
    <message>
        <source>switches</source>
        <translation>开关</translation>
    </message>
    <message>
        <source>RGB</source>
        <translation>RGB</translation>
    </message>
    <message>
        <source>HSV</source>
        <translation>HSV</translation>
    </message>
    <message>
        <source>CSV or NPY file of strokes or of points, or a picture with dark ink on light paper.</source>
        <translation>笔画或点的 CSV、NPY 文件，或一张浅底深墨的图片。</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>连成线</translation>
    </message>
    <message>
        <source>Places of a stroke are joined by lines; off, each row of the file is a point by itself.</source>
        <translation>同一笔的各处用线相连；关闭时，文件的每一行各是一个点。</translation>
    </message>
    <message>
        <source>Capital letter</source>
        <translation>首字母大写</translation>
    </message>
    <message>
        <source>Names begin with a capital letter; else all letters are small.</source>
        <translation>名字以大写字母开头；否则全部为小写字母。</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>符号数</translation>
    </message>
    <message>
        <source>With how many letters the oracle writes.</source>
        <translation>神谕用多少个字母写作。</translation>
    </message>
    <message>
        <source>Letters of each text.</source>
        <translation>每个文本的字母数。</translation>
    </message>
    <message>
        <source>Texts to train on; a fifth as many are held out.</source>
        <translation>用于训练的文本数；另有五分之一留出。</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>确定程度</translation>
    </message>
    <message>
        <source>How sure the oracle is of each letter; at 0 all are alike, and there is nothing to learn.</source>
        <translation>神谕对每个字母有多确定；为 0 时所有字母都一样，没有东西可学。</translation>
    </message>
    <message>
        <source>Another seed, another oracle.</source>
        <translation>换一个种子，就是另一个神谕。</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>诗句</translation>
    </message>
    <message>
        <source>Poems whose lines have five characters, seven, or both sorts of poems.</source>
        <translation>只用五言诗、只用七言诗，或两种都用。</translation>
    </message>
    <message>
        <source>five</source>
        <translation>五言</translation>
    </message>
    <message>
        <source>seven</source>
        <translation>七言</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>写法</translation>
    </message>
    <message>
        <source>How numbers are said: twelve plus seven, 十二加七, or 12+7.</source>
        <translation>数字的写法：twelve plus seven、十二加七或 12+7。</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>digits</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Greatest number</source>
        <translation>最大的数</translation>
    </message>
    <message>
        <source>All numbers from 0 to this one are added to each other.</source>
        <translation>从 0 到这个数的所有数两两相加。</translation>
    </message>
    <message>
        <source>A text file in UTF-8, in any language, or a folder of such files, named .txt.</source>
        <translation>UTF-8 编码的文本文件，语言不限；或存放此类 .txt 文件的文件夹。</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Steps a second at most while the window plays it; 0: as fast as it can.</source>
        <translation>窗口播放时每秒至多的步数；0：尽可能快。</translation>
    </message>
    <message>
        <source>Opens in</source>
        <translation>打开于</translation>
    </message>
    <message>
        <source>The workspace in which it is first seen.</source>
        <translation>最先在其中看到它的工作区。</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>邻居数</translation>
    </message>
    <message>
        <source>To how many others each example is joined: too many make short cuts, too few tear the map.</source>
        <translation>每个样本与多少个其他样本相连：太多会抄近路，太少会撕裂地图。</translation>
    </message>
    <message>
        <source>Of how many others each example is seen as a mixture.</source>
        <translation>每个样本被看作多少个其他样本的混合。</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Modified takes several mixtures for each example, which costs time and folds the map less.</source>
        <translation>改进法为每个样本取多种混合，耗时较多，但地图折叠较少。</translation>
    </message>
    <message>
        <source>standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>modified</source>
        <translation>改进</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>About how many neighbours each example has: more show larger groups as one.</source>
        <translation>每个样本大约有多少个邻居：越多，越大的组会显示为一组。</translation>
    </message>
    <message>
        <source>Early exaggeration</source>
        <translation>早期放大</translation>
    </message>
    <message>
        <source>How much more neighbours attract each other at first, which gathers groups.</source>
        <translation>起初邻居之间的吸引力放大多少倍，这会使各组聚拢。</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Steps after the first 250, which gather the groups.</source>
        <translation>最初聚拢各组的 250 步之后的步数。</translation>
    </message>
    <message>
        <source>Where the dots are at first: as PCA places them, which keeps the large shape, or anywhere.</source>
        <translation>各点最初的位置：按 PCA 放置，可保留大体形状；或任意放置。</translation>
    </message>
    <message>
        <source>pca</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>More cells show finer differences, and take longer.</source>
        <translation>格子越多，显示的差别越细，耗时也越长。</translation>
    </message>
    <message>
        <source>How often all examples pull at the grid, each time less far around them.</source>
        <translation>所有样本牵引网格的次数，每次波及的范围都更小。</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>聚类数</translation>
    </message>
    <message>
        <source>How many clusters there shall be.</source>
        <translation>要分成多少个聚类。</translation>
    </message>
    <message>
        <source>Linkage</source>
        <translation>连接方式</translation>
    </message>
    <message>
        <source>What makes two clusters near: that little spread is added, or the mean, greatest, least distance.</source>
        <translation>怎样算两个聚类相近：合并后离散度增加很少，或按平均、最大、最小距离。</translation>
    </message>
    <message>
        <source>ward</source>
        <translation>Ward</translation>
    </message>
    <message>
        <source>average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>single</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Steps within a cluster are as short: 1 is as far as the 10th neighbour is.</source>
        <translation>聚类内每一步的最大长度：1 为到第 10 个邻居的距离。</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员数</translation>
    </message>
    <message>
        <source>How many within reach, itself included, make a place crowded.</source>
        <translation>可达范围内（含自身）有多少个样本才算密集。</translation>
    </message>
    <message>
        <source>Whether the ellipsoids may be tilted.</source>
        <translation>椭球是否可以倾斜。</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>级数</translation>
    </message>
    <message>
        <source>Values that a pixel may have: steps from black to white, or the colours found in the data (16 at most).</source>
        <translation>像素可取的值：从黑到白的若干级，或数据中出现的颜色（至多 16 种）。</translation>
    </message>
    <message>
        <source>palette</source>
        <translation>调色板</translation>
    </message>
    <message>
        <source>Binarize</source>
        <translation>二值化</translation>
    </message>
    <message>
        <source>stochastic: grey becomes black or white by chance, anew each time; nearest: always the nearer of both.</source>
        <translation>随机：灰色按概率变为黑或白，每次重新抽取；最近：总取两者中较近的一个。</translation>
    </message>
    <message>
        <source>stochastic</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Told the class</source>
        <translation>告知类别</translation>
    </message>
    <message>
        <source>The model is told the class of each image, and can be asked for one.</source>
        <translation>告诉模型每张图像的类别，也可以要求它绘制某一类。</translation>
    </message>
    <message>
        <source>Units of each hidden layer.</source>
        <translation>各隐藏层的单元数。</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Which pixel is drawn first: the top left one, the bottom right one, or any, shuffled once for all.</source>
        <translation>最先绘制哪个像素：左上角、右下角，或一次打乱后固定的任意顺序。</translation>
    </message>
    <message>
        <source>natural</source>
        <translation>自然</translation>
    </message>
    <message>
        <source>reversed</source>
        <translation>逆序</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>分量</translation>
    </message>
    <message>
        <source>How many Gaussians there are.</source>
        <translation>高斯分布的个数。</translation>
    </message>
    <message>
        <source>Covariance</source>
        <translation>协方差</translation>
    </message>
    <message>
        <source>Which shapes a component may have: any ellipse, one along the axes, a circle, or one ellipse for all.</source>
        <translation>分量可有的形状：任意椭圆、沿坐标轴的椭圆、圆，或共用同一个椭圆。</translation>
    </message>
    <message>
        <source>full</source>
        <translation>完全</translation>
    </message>
    <message>
        <source>diagonal</source>
        <translation>对角</translation>
    </message>
    <message>
        <source>spherical</source>
        <translation>球形</translation>
    </message>
    <message>
        <source>tied</source>
        <translation>共用</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Where they begin: at examples far from each other, at any examples, or where you seat them.</source>
        <translation>分量从何处开始：相距很远的样本、任意样本，或由您指定的位置。</translation>
    </message>
    <message>
        <source>k-means++</source>
        <translation>k-means++</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>For a start by hand: x and y of each component in turn, in percent of the range of the examples.</source>
        <translation>手动起点：依次为各分量的 x 与 y，以样本范围的百分比计。</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>The least variance in any direction; without one a component shrinks onto a single point.</source>
        <translation>任何方向上的最小方差；没有它，分量会缩到单个点上。</translation>
    </message>
    <message>
        <source>Fitted to</source>
        <translation>拟合对象</translation>
    </message>
    <message>
        <source>The examples themselves, or the codes that the first other model with an encoder has for them.</source>
        <translation>样本本身，或另外第一个带编码器的模型给它们的编码。</translation>
    </message>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>codes</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Of pictures: how many principal components the mixture is fitted to.</source>
        <translation>对图像而言：混合高斯拟合多少个主成分。</translation>
    </message>
    <message>
        <source>Steps per iteration</source>
        <translation>每次迭代的步数</translation>
    </message>
    <message>
        <source>One iteration in so many steps; codes are made anew for it.</source>
        <translation>每隔这么多步迭代一次；届时重新计算编码。</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>顺序数</translation>
    </message>
    <message>
        <source>How many orders one network learns in turn: the first, its reverse, and others by chance.</source>
        <translation>一个网络轮流学习多少种顺序：第一种、其逆序，以及其他随机顺序。</translation>
    </message>
    <message>
        <source>How many axes: a code is how far an image lies along each of them.</source>
        <translation>轴的数目：编码就是图像在每条轴上的位置。</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>LSTM cells of each column, in each layer.</source>
        <translation>每层中每列的 LSTM 单元数。</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>Layers of cells, one after the other.</source>
        <translation>依次相接的单元层数。</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Which pixels the table looks at: none, the last ones drawn, the left and the upper one, or all before.</source>
        <translation>计数表看哪些像素：不看、最近绘制的几个、左边和上边的各一个，或前面的全部。</translation>
    </message>
    <message>
        <source>two before</source>
        <translation>前两个</translation>
    </message>
    <message>
        <source>left and above</source>
        <translation>左与上</translation>
    </message>
    <message>
        <source>four before</source>
        <translation>前四个</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>One table for all</source>
        <translation>共用一张表</translation>
    </message>
    <message>
        <source>One table for all places of the picture, or one for each place.</source>
        <translation>图像的所有位置共用一张表，或每个位置各用一张。</translation>
    </message>
    <message>
        <source>Pseudocount</source>
        <translation>伪计数</translation>
    </message>
    <message>
        <source>Added to every count, so that what was never seen is not impossible.</source>
        <translation>加到每个计数上，使从未见过的情形并非不可能。</translation>
    </message>
    <message>
        <source>plain: one stack, blind to what lies up and far right; gated: two stacks, which see all before a pixel.</source>
        <translation>普通：单个堆叠，看不到右上方较远处；门控：两个堆叠，看得到一个像素之前的全部。</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>门控</translation>
    </message>
    <message>
        <source>Features of each pixel.</source>
        <translation>每个像素的特征数。</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>块数</translation>
    </message>
    <message>
        <source>Layers of small windows; each sees one pixel further.</source>
        <translation>小窗口的层数；每一层多看一个像素远。</translation>
    </message>
    <message>
        <source>MADE units</source>
        <translation>MADE 单元数</translation>
    </message>
    <message>
        <source>Units of a MADE beside, which sees all of the picture before a pixel; the logits add up. 0: none.</source>
        <translation>旁边一个 MADE 的单元数，它看得到一个像素之前的整幅图像；两者的 logit 相加。0：没有。</translation>
    </message>
    <message>
        <source>How far an example pulls at first, as a share of the longer side; it falls to half a cell.</source>
        <translation>样本起初能拉动多远，以较长边的占比计；逐渐降到半格。</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>How far a prototype moves towards its examples at first; it falls to a twentieth of that.</source>
        <translation>原型起初向它的样本移动多少；逐渐降到其二十分之一。</translation>
    </message>
    <message>
        <source>plane: a flat sheet along the two main axes of the data; random: noise, which has to unfold.</source>
        <translation>平面：沿数据两条主轴铺开的平面；随机：噪声，须自己展开。</translation>
    </message>
    <message>
        <source>plane</source>
        <translation>平面</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>β</translation>
    </message>
    <message>
        <source>Museum: VAE without its KL</source>
        <translation>博物馆：没有 KL 的 VAE</translation>
    </message>
    <message>
        <source>A VAE whose codes nothing need bring to the prior, and the share of samples off the data.</source>
        <translation>一个可以没有什么把编码带到先验的 VAE，以及偏离数据的样本所占份额。</translation>
    </message>
    <message>
        <source>Museum: VAE</source>
        <translation>博物馆：VAE</translation>
    </message>
    <message>
        <source>A VAE with a mistake that is often met, and the number that gives it away.</source>
        <translation>一个带有常见错误的 VAE，以及揭穿它的数字。</translation>
    </message>
    <message>
        <source>Museum: VAE with pooling</source>
        <translation>博物馆：带池化的 VAE</translation>
    </message>
    <message>
        <source>A convolutional VAE whose decoder may read where the encoder&apos;s pooling looked: a picture past the code.</source>
        <translation>一个卷积 VAE，其解码器可以读到编码器的池化看了哪里：图像绕过了编码。</translation>
    </message>
    <message>
        <source>Points of the plane in any shape that you draw, or from a table of x and y.</source>
        <translation>平面上的点，形状由您画出，或取自 x、y 的表格。</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>人名</translation>
    </message>
    <message>
        <source>5 163 given names, letter by letter; comes with the program.</source>
        <translation>5&#x202f;163 个英文名，逐个字母；随程序提供。</translation>
    </message>
    <message>
        <source>Chinese poems</source>
        <translation>古诗</translation>
    </message>
    <message>
        <source>Classical quatrains, four lines of five or seven characters, from the data folder.</source>
        <translation>五言或七言四句的古典绝句，取自数据文件夹。</translation>
    </message>
    <message>
        <source>Sums</source>
        <translation>加法算式</translation>
    </message>
    <message>
        <source>Twelve plus seven is nineteen: all sums of two numbers, written out.</source>
        <translation>十二加七等于十九：两数之和的全部算式，用文字写出。</translation>
    </message>
    <message>
        <source>Your own text, character by character: any .txt file in UTF-8, or a folder of them.</source>
        <translation>您自己的文本，逐个字符：任意 UTF-8 编码的 .txt 文件，或存放它们的文件夹。</translation>
    </message>
    <message>
        <source>Weight of the KL term: 1 is the VAE, 0 an autoencoder, more orders the map.</source>
        <translation>KL 项的权重：1 为 VAE，0 为自编码器，更大则地图更规整。</translation>
    </message>
    <message>
        <source>bernoulli: each pixel is a coin; gaussian: each pixel has noise, whose size is found while training.</source>
        <translation>伯努利：把每个像素看作一枚硬币；高斯：每个像素带有噪声，其大小在训练中求得。</translation>
    </message>
    <message>
        <source>gaussian</source>
        <translation>高斯</translation>
    </message>
    <message>
        <source>Beta warm-up</source>
        <translation>β 预热</translation>
    </message>
    <message>
        <source>Steps over which beta rises from 0 to its value.</source>
        <translation>β 从 0 升到设定值所用的步数。</translation>
    </message>
    <message>
        <source>Critic steps</source>
        <translation>评论家步数</translation>
    </message>
    <message>
        <source>Moves of the critic in each step, every one on fresh examples; it should be well ahead. 0 lets it rest.</source>
        <translation>每步中评论家的更新次数，每次都用新的样本；它应明显领先。0 则让它休息。</translation>
    </message>
    <message>
        <source>Constraint</source>
        <translation>约束</translation>
    </message>
    <message>
        <source>How the critic&apos;s slope is bounded: by a penalty on the slope, or by clipping its weights.</source>
        <translation>如何限制评论家的斜率：对斜率施加惩罚，或截断其权重。</translation>
    </message>
    <message>
        <source>penalty</source>
        <translation>惩罚</translation>
    </message>
    <message>
        <source>clip</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>Gradient penalty</source>
        <translation>梯度惩罚</translation>
    </message>
    <message>
        <source>Weight lambda of the penalty for slopes other than 1.</source>
        <translation>对斜率偏离 1 的惩罚权重 λ。</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>截断范围</translation>
    </message>
    <message>
        <source>The range that the critic&apos;s weights are cut to, where the constraint is clip.</source>
        <translation>约束为截断时，评论家的权重被截到的范围。</translation>
    </message>
    <message>
        <source>Mixing</source>
        <translation>混合方式</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>NPZ, NPY, IDX (also gzipped) or CSV file of images.</source>
        <translation>存放图像的 NPZ、NPY、IDX（可为 gzip 压缩）或 CSV 文件。</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>File of labels; when empty, labels in or beside the file are found.</source>
        <translation>标签文件；留空则在图像文件内或其旁边寻找。</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>过大时</translation>
    </message>
    <message>
        <source>What to do with images of more than 64 pixels a side.</source>
        <translation>图像边长超过 64 像素时如何处理。</translation>
    </message>
    <message>
        <source>refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>shrink</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值范围</translation>
    </message>
    <message>
        <source>Which values are black and white; what lies beyond is cut.</source>
        <translation>哪些数值表示黑与白；超出的部分会被截去。</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 到 1</translation>
    </message>
    <message>
        <source>-1 to 1</source>
        <translation>-1 到 1</translation>
    </message>
    <message>
        <source>0 to 255</source>
        <translation>0 到 255</translation>
    </message>
    <message>
        <source>0 to 65535</source>
        <translation>0 到 65535</translation>
    </message>
    <message>
        <source>smallest to largest</source>
        <translation>从最小值到最大值</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行的排列</translation>
    </message>
    <message>
        <source>The order of colours in a row of numbers: planes is all of the red first, pixels is pixel by pixel.</source>
        <translation>一行数字中颜色的排列：planes 为先列出全部红色，pixels 为逐像素排列。</translation>
    </message>
    <message>
        <source>planes</source>
        <translation>按颜色分面</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>逐像素</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>At most this many images are used.</source>
        <translation>最多使用这么多张图像。</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>留出比例</translation>
    </message>
    <message>
        <source>Share of each class that is kept apart for testing, unless the file has a test set of its own.</source>
        <translation>每类中留作测试的比例；文件自带测试集时不用。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Width and height in pixels.</source>
        <translation>宽与高（像素）。</translation>
    </message>
    <message>
        <source>Width and height in pixels; at 16 the 8x8 digits are smoothly enlarged.</source>
        <translation>宽与高（像素）；选 16 时，8×8 的数字会被平滑放大。</translation>
    </message>
    <message>
        <source>Sigma</source>
        <translation>σ</translation>
    </message>
    <message>
        <source>Width of the brush: standard deviation of the noise, where the whole square is 1 wide.</source>
        <translation>画笔的粗细：噪声的标准差，以整个正方形的宽度为 1。</translation>
    </message>
    <message>
        <source>Points to train on; a quarter as many are held out.</source>
        <translation>用于训练的点数；另留出其四分之一。</translation>
    </message>
    <message>
        <source>Another seed draws other points.</source>
        <translation>换一个种子，抽取不同的点。</translation>
    </message>
    <message>
        <source>Standard deviation of each Gaussian, where the whole square is 1 wide.</source>
        <translation>每个高斯分布的标准差，以整个正方形的宽度为 1。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Width and height that every image is brought to, in pixels.</source>
        <translation>每张图像统一到的宽与高（像素）。</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>rgb</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适配</translation>
    </message>
    <message>
        <source>Cut the middle square out, or keep all of the image with black beside it.</source>
        <translation>裁出中间的正方形，或保留全图并在两侧补黑。</translation>
    </message>
    <message>
        <source>crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>pad</source>
        <translation>补边</translation>
    </message>
    <message>
        <source>Share of each class that is kept apart for testing.</source>
        <translation>每类中留作测试的比例。</translation>
    </message>
    <message>
        <source>Intermediate share</source>
        <translation>中间月相比例</translation>
    </message>
    <message>
        <source>Share of the phases between new and full that training shows; at 0 it shows only new and full moons.</source>
        <translation>训练中出现的、介于新月与满月之间的月相比例；为 0 时只有新月和满月。</translation>
    </message>
    <message>
        <source>Cycle</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>The whole month, which is a circle, or only the waxing half, which is a line.</source>
        <translation>整月是一个圆；仅渐盈的半月是一条线。</translation>
    </message>
    <message>
        <source>month</source>
        <translation>整月</translation>
    </message>
    <message>
        <source>waxing</source>
        <translation>渐盈</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>抖动</translation>
    </message>
    <message>
        <source>How much moons differ in place, size and brightness.</source>
        <translation>各月相图在位置、大小和亮度上的差异。</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Moons to train on; a quarter as many are held out.</source>
        <translation>用于训练的月相图数；另留出其四分之一。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Your own pictures: any folder or ZIP archive, sub-folders as classes.</source>
        <translation>您自己的图片：任意文件夹或 ZIP 压缩包，子文件夹即为类别。</translation>
    </message>
    <message>
        <source>Units of the conv networks between the noise and the smallest map, and between that and the score.</source>
        <translation>卷积网络中噪声与最小特征图之间、以及最小特征图与评分之间的单元数。</translation>
    </message>
    <message>
        <source>Weight gamma of the penalty on steep slopes of D at real examples; keeps it smooth, and the game calm.</source>
        <translation>D 在真实样本处坡度过陡时的惩罚权重 γ；使 D 保持平滑，博弈平稳。</translation>
    </message>
    <message>
        <source>The same at generated examples.</source>
        <translation>在生成样本处同样如此。</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>How far the clouds reach into each other.</source>
        <translation>各团相互伸入的程度。</translation>
    </message>
    <message>
        <source>Outliers</source>
        <translation>离群点</translation>
    </message>
    <message>
        <source>So many of the points lie anywhere in the square.</source>
        <translation>有这么多个点落在正方形的任意处。</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>颜色空间</translation>
    </message>
    <message>
        <source>Evenly drawn are red, green and blue, or hue, saturation and value, where pure colours are rarer.</source>
        <translation>均匀抽取的是红、绿、蓝，或色相、饱和度、明度；后者纯色较少。</translation>
    </message>
    <message>
        <source>Patches to train on; a quarter as many are held out.</source>
        <translation>用于训练的色块数；另留出其四分之一。</translation>
    </message>
    <message>
        <source>Another seed draws other colours.</source>
        <translation>换一个种子，抽取不同的颜色。</translation>
    </message>
    <message>
        <source>Folder or ZIP archive of images; its sub-folders are the classes.</source>
        <translation>图片文件夹或 ZIP 压缩包；其中的子文件夹即为类别。</translation>
    </message>
    <message>
        <source>Grey or colour; auto: as the pictures are.</source>
        <translation>灰度或彩色；auto：按图片本身。</translation>
    </message>
    <message>
        <source>Another seed renders other moons.</source>
        <translation>换一个种子，渲染出不同的月相图。</translation>
    </message>
    <message>
        <source>Modes</source>
        <translation>模式数</translation>
    </message>
    <message>
        <source>How many Gaussians stand on the circle.</source>
        <translation>圆上有多少个高斯分布。</translation>
    </message>
    <message>
        <source>Turns</source>
        <translation>圈数</translation>
    </message>
    <message>
        <source>How often the spiral goes round.</source>
        <translation>螺线绕几圈。</translation>
    </message>
    <message>
        <source>Standard deviation of the noise around the curve, where the whole square is 1 wide.</source>
        <translation>曲线周围噪声的标准差，以整个正方形的宽度为 1。</translation>
    </message>
    <message>
        <source>Symmetric</source>
        <translation>对称</translation>
    </message>
    <message>
        <source>Left and right are mirror images; else each side has limbs and eyes of its own.</source>
        <translation>左右互为镜像；否则两侧各有自己的肢体和眼睛。</translation>
    </message>
    <message>
        <source>Sprites to train on; a quarter as many are held out.</source>
        <translation>用于训练的小精灵数；另留出其四分之一。</translation>
    </message>
    <message>
        <source>Another seed draws other sprites.</source>
        <translation>换一个种子，画出不同的小精灵。</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Characters in a piece: so far back can a model look at most.</source>
        <translation>每段的字符数：模型最多能回看这么远。</translation>
    </message>
    <message>
        <source>Alphabet</source>
        <translation>字符表</translation>
    </message>
    <message>
        <source>At most so many different characters are told apart; the rarest become one sign.</source>
        <translation>最多区分这么多种字符；最少见的合为一个符号。</translation>
    </message>
    <message>
        <source>Share of the text, at its end, that is kept apart for testing.</source>
        <translation>文本末尾留作测试的比例。</translation>
    </message>
    <message>
        <source>Standard deviation of the noise around the curves, where the whole square is 1 wide.</source>
        <translation>两条曲线周围噪声的标准差，以整个正方形的宽度为 1。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>What the experiment is called in lists.</source>
        <translation>实验在列表中的名称。</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>简介</translation>
    </message>
    <message>
        <source>One sentence on what there is to see.</source>
        <translation>用一句话说明看点。</translation>
    </message>
    <message>
        <source>Same seed, same device: the same run.</source>
        <translation>种子与设备相同，训练过程就相同。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Planned updates; the learning rate falls towards the end.</source>
        <translation>计划的更新次数；临近结束时学习率下降。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Images per update.</source>
        <translation>每次更新所用的图像数。</translation>
    </message>
</context>
<context>
    <name>KnobForm</name>
    <message>
        <source>More…</source>
        <translation>更多…</translation>
    </message>
    <message>
        <source>Back to %1, as the preset has it</source>
        <translation>恢复为 %1，即预设的值</translation>
    </message>
    <message>
        <source>Back to %1, as it was opened</source>
        <translation>恢复为 %1，即打开时的值</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>恢复为 %1</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>KnobRow</name>
    <message>
        <source>live</source>
        <translation>即时</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>重置“%1”</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>恢复为 %1</translation>
    </message>
    <message>
        <source>This change waits for a restart; click to train again from step 0 with it</source>
        <translation>此更改需重新开始才会生效；点击即从第 0 步重新训练</translation>
    </message>
    <message>
        <source>restart</source>
        <translation>需重新训练</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Locked for this class</source>
        <translation>本课堂中已锁定</translation>
    </message>
    <message>
        <source>Restart with the changed %1</source>
        <translation>用更改后的 %1 重新开始</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>Expected %1, found %2.</source>
        <translation>应为 %1，实为 %2。</translation>
    </message>
</context>
<context>
    <name>LabsPanel</name>
    <message>
        <source>Samples of the region appear when its holes have been measured.</source>
        <translation>该区域的空洞测完后，这里会出现采样。</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Walk</source>
        <translation>漫游</translation>
    </message>
    <message>
        <source>β and KL</source>
        <translation>β 与 KL</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Same error</source>
        <translation>等误差</translation>
    </message>
    <message>
        <source>Moons</source>
        <translation>月相</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Holes, %</source>
        <translation>空洞（%）</translation>
    </message>
    <message>
        <source>Empty, %</source>
        <translation>空白（%）</translation>
    </message>
    <message>
        <source>holes {0} %</source>
        <translation>空洞 {0}%</translation>
    </message>
    <message>
        <source>empty {0} %</source>
        <translation>空白 {0}%</translation>
    </message>
    <message>
        <source>straight</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>around the holes</source>
        <translation>绕开空洞</translation>
    </message>
    <message>
        <source>σ of the nearest image: {0}</source>
        <translation>最近图像的 σ：{0}</translation>
    </message>
    <message>
        <source>σ {0}</source>
        <translation>σ {0}</translation>
    </message>
    <message>
        <source>no σ of its own; here a tenth of the codes&apos; spread: {0}</source>
        <translation>自身没有 σ；此处取编码散布的十分之一：{0}</translation>
    </message>
    <message>
        <source>no σ; spread / 10: {0}</source>
        <translation>无 σ；散布 / 10：{0}</translation>
    </message>
    <message>
        <source>spread / 10: {0}</source>
        <translation>散布 / 10：{0}</translation>
    </message>
</context>
<context>
    <name>LatentMap</name>
    <message>
        <source>Latent map</source>
        <translation>潜空间地图</translation>
    </message>
    <message>
        <source>Arrow keys move the cursor, plus and minus zoom, P pins, Home resets.</source>
        <translation>方向键移动光标，加减号缩放，P 放置标记，Home 复位。</translation>
    </message>
</context>
<context>
    <name>LessonChooser</name>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Museum of mistakes</source>
        <translation>错误博物馆</translation>
    </message>
    <message>
        <source>A mistake beside the right thing, live, and the number that gives it away.</source>
        <translation>错误与正确的做法并排实时训练，还有让错误露馅的那个数。</translation>
    </message>
    <message>
        <source>Predict, do, and see what comes of it. Your own run is kept, and given back afterwards.</source>
        <translation>先预测，再动手，看看结果如何。您自己的运行会保留，之后原样归还。</translation>
    </message>
    <message>
        <source>There is nothing here yet.</source>
        <translation>这里还没有内容。</translation>
    </message>
    <message>
        <source>These cannot be used</source>
        <translation>这些无法使用</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>以及另外 {0} 项</translation>
    </message>
</context>
<context>
    <name>LessonColumn</name>
    <message>
        <source>Build this chapter again</source>
        <translation>重新准备这一章</translation>
    </message>
    <message>
        <source>From its first step, with models made anew; what you predicted stays</source>
        <translation>从第一步开始，模型重新建立；您的预测保留</translation>
    </message>
    <message>
        <source>The models of this chapter are being trained…</source>
        <translation>正在训练这一章的模型…</translation>
    </message>
    <message>
        <source>Museum of mistakes</source>
        <translation>错误博物馆</translation>
    </message>
    <message>
        <source>Lesson {0}</source>
        <translation>第 {0} 课</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课</translation>
    </message>
</context>
<context>
    <name>LessonDesk</name>
    <message>
        <source>New here? First lesson, {0} min</source>
        <translation>第一次使用？第一课，{0} 分钟</translation>
    </message>
    <message>
        <source>There is no lesson called “{0}”.</source>
        <translation>没有名为“{0}”的课。</translation>
    </message>
    <message>
        <source>The lesson cannot be begun: there is no room for its files ({0}).</source>
        <translation>无法开始这一课：没有地方存放它的文件（{0}）。</translation>
    </message>
</context>
<context>
    <name>LessonEntry</name>
    <message>
        <source>about {0} min</source>
        <translation>约 {0} 分钟</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已上完</translation>
    </message>
    <message>
        <source>step {0} of {1}</source>
        <translation>第 {0} 步，共 {1} 步</translation>
    </message>
    <message>
        <source>goes on with step {0}</source>
        <translation>从第 {0} 步继续</translation>
    </message>
    <message>
        <source>Begin with one of the chapters</source>
        <translation>从其中一章开始</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>各章</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再来一遍</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>LessonFoot</name>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>The step before (Alt+Left)</source>
        <translation>上一步（Alt+←）</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>The next step (Enter, or Alt+Right)</source>
        <translation>下一步（Enter 或 Alt+→）</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>about {0} min left</source>
        <translation>还需约 {0} 分钟</translation>
    </message>
    <message>
        <source>{0} min left</source>
        <translation>还需 {0} 分钟</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>上完</translation>
    </message>
</context>
<context>
    <name>LessonGuide</name>
    <message>
        <source>This part of the lesson could not be prepared.</source>
        <translation>这一课的这一部分无法准备好。</translation>
    </message>
    <message>
        <source>This cannot be shown as things stand now. You can do it yourself, or skip it.</source>
        <translation>按现在的状态，这一步无法演示。您可以自己做，或者跳过。</translation>
    </message>
</context>
<context>
    <name>LessonHeader</name>
    <message>
        <source>Chapters</source>
        <translation>各章</translation>
    </message>
    <message>
        <source>Show the settings beside the lesson</source>
        <translation>在课程旁边显示设置</translation>
    </message>
    <message>
        <source>Leave the lesson; your run is given back as it was</source>
        <translation>离开这一课；您的运行会原样归还</translation>
    </message>
</context>
<context>
    <name>LessonReportDesk</name>
    <message>
        <source>Save my report</source>
        <translation>保存我的报告</translation>
    </message>
</context>
<context>
    <name>Likelihood</name>
    <message>
        <source>{0}: nats to come</source>
        <translation>{0}：nats 待定</translation>
    </message>
    <message>
        <source>{0}: {1} nats</source>
        <translation>{0}：{1} nats</translation>
    </message>
    <message>
        <source>{0}: another measure</source>
        <translation>{0}：另一种度量</translation>
    </message>
    <message>
        <source>{0}: at most {1} nats, a bound</source>
        <translation>{0}：至多 {1} nats（上界）</translation>
    </message>
    <message>
        <source>{0}: no likelihood</source>
        <translation>{0}：没有似然</translation>
    </message>
    <message>
        <source>Surprise of held-out pictures, −ln p, summed over their pixels: fewer is better.</source>
        <translation>留出图像的惊讶度，即 −ln p，对像素求和：越少越好。</translation>
    </message>
    <message>
        <source>Models of whole pictures measure something else here: only where pixels are two levels, drawn by chance, and their own pixels are coins, do they bound the same figure.</source>
        <translation>整幅图像的模型在这里度量的是另一回事：只有像素为随机抽取的两级，且它们自己的像素也是抛硬币时，它们才给出同一数值的上界。</translation>
    </message>
    <message>
        <source>What models of whole pictures say is a bound: the figure itself may be less.</source>
        <translation>整幅图像的模型给出的是上界：数值本身可能更小。</translation>
    </message>
    <message>
        <source>two levels, drawn by chance</source>
        <translation>两级，随机抽取</translation>
    </message>
    <message>
        <source>Two levels: grey is on or off by chance, drawn anew each step; held-out pictures are drawn once.</source>
        <translation>两级：灰色随机为开或关，每一步重新抽取；留出图像只抽取一次。</translation>
    </message>
    <message>
        <source>palette of {0} colours</source>
        <translation>{0} 色调色板</translation>
    </message>
    <message>
        <source>a palette</source>
        <translation>调色板</translation>
    </message>
    <message>
        <source>Each pixel is one of the colours that were found in the pictures.</source>
        <translation>每个像素是图像中找到的颜色之一。</translation>
    </message>
    <message>
        <source>two levels, the nearer</source>
        <translation>两级，取较近者</translation>
    </message>
    <message>
        <source>Two levels: grey is on or off, whichever is nearer.</source>
        <translation>两级：灰色为开或关，取较近者。</translation>
    </message>
    <message>
        <source>{0} levels</source>
        <translation>{0} 级</translation>
    </message>
    <message>
        <source>Each pixel takes the nearest of so many levels.</source>
        <translation>每个像素取这些级别中最近的一个。</translation>
    </message>
    <message>
        <source>each pixel alone {0}</source>
        <translation>各像素独立 {0}</translation>
    </message>
    <message>
        <source>one table for all pixels {0}</source>
        <translation>所有像素共用一张表 {0}</translation>
    </message>
    <message>
        <source>PNG {0}</source>
        <translation>PNG {0}</translation>
    </message>
    <message>
        <source>at step {0}</source>
        <translation>第 {0} 步时</translation>
    </message>
    <message>
        <source>nobody below {0}</source>
        <translation>下限 {0}</translation>
    </message>
</context>
<context>
    <name>Looking</name>
    <message>
        <source>the start</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>{0}, just before</source>
        <translation>紧邻的{0}</translation>
    </message>
    <message>
        <source>{0}, {1} characters back</source>
        <translation>往前第 {1} 个字符{0}</translation>
    </message>
    <message>
        <source>Most of it looks at {0}: {1}</source>
        <translation>大部分看向{0}：{1}</translation>
    </message>
    <message>
        <source>It looks at many places, most at {0}: {1}</source>
        <translation>看向许多处，最多的是{0}：{1}</translation>
    </message>
    <message>
        <source>Layer {0}, head {1}: {2}</source>
        <translation>第 {0} 层第 {1} 个头：{2}</translation>
    </message>
    <message>
        <source>What it expects hangs on no character at all.</source>
        <translation>它的预期不取决于任何字符。</translation>
    </message>
    <message>
        <source>Likeliest is {0}; that hangs most on {1}: {2} of the gradient</source>
        <translation>最可能的是{0}；这主要取决于{1}：占梯度的 {2}</translation>
    </message>
    <message>
        <source>Hangs most on {0}: {1}</source>
        <translation>主要取决于{0}：{1}</translation>
    </message>
    <message>
        <source>Cell {0} is {1} behind {2}</source>
        <translation>单元 {0} 在{2}之后为 {1}</translation>
    </message>
    <message>
        <source>{0}; over this text it goes from {1} to {2}</source>
        <translation>{0}；在这段文本中介于 {1} 与 {2} 之间</translation>
    </message>
    <message>
        <source>frequency alone</source>
        <translation>只看频率</translation>
    </message>
    <message>
        <source>behind “{0}”</source>
        <translation>“{0}”之后</translation>
    </message>
    <message>
        <source>at the start</source>
        <translation>开头处</translation>
    </message>
    <message>
        <source>behind “{0}” at the start</source>
        <translation>开头的“{0}”之后</translation>
    </message>
    <message>
        <source>seen {0} times</source>
        <translation>见过 {0} 次</translation>
    </message>
    <message>
        <source>a blind guess</source>
        <translation>盲猜</translation>
    </message>
    <message>
        <source>Nothing has been counted yet: it guesses blindly.</source>
        <translation>还什么都没有统计：它在盲猜。</translation>
    </message>
    <message>
        <source>It counts how frequent each character is, whatever stands before.</source>
        <translation>它只统计每个字符有多常见，不管前面是什么。</translation>
    </message>
    <message>
        <source>It counts how frequent each character is: {0} of the odds</source>
        <translation>它统计每个字符有多常见：占概率的 {0}</translation>
    </message>
    <message>
        <source>It counts what came {0}: seen {1} times, {2} of the odds</source>
        <translation>它统计{0}出现过什么：见过 {1} 次，占概率的 {2}</translation>
    </message>
    <message>
        <source>Nothing was ever seen {0}. {1}</source>
        <translation>从未见过{0}有什么。{1}</translation>
    </message>
    <message>
        <source>Lowest in the training text</source>
        <translation>训练文本中最低之处</translation>
    </message>
    <message>
        <source>Highest in the training text</source>
        <translation>训练文本中最高之处</translation>
    </message>
    <message>
        <source>{0} ({1} characters searched)</source>
        <translation>{0}（查找了 {1} 个字符）</translation>
    </message>
</context>
<context>
    <name>LookingBack</name>
    <message>
        <source>Contexts that are counted</source>
        <translation>所统计的上文</translation>
    </message>
    <message>
        <source>What counts most</source>
        <translation>最重要的字符</translation>
    </message>
    <message>
        <source>The model that is looked into</source>
        <translation>查看哪个模型</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>How much each head looks at each character before the caret</source>
        <translation>每个注意力头对光标之前各字符看多少</translation>
    </message>
    <message>
        <source>cells</source>
        <translation>格</translation>
    </message>
    <message>
        <source>What the memory holds behind each character: its hidden state h, in the upper layer</source>
        <translation>读过每个字符之后记忆中的内容：最上层的隐藏状态 h</translation>
    </message>
    <message>
        <source>counts</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>How often the characters before the caret were seen in training</source>
        <translation>光标之前的字符在训练中见过多少次</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>How much the odds of the likeliest character would change with each character before it</source>
        <translation>最可能字符的概率随前面每个字符变化多少</translation>
    </message>
    <message>
        <source>What it looks at appears with the first weights.</source>
        <translation>有了首批权重后，这里会显示它在看什么。</translation>
    </message>
    <message>
        <source>How high the cell is behind each character, from −1 to 1</source>
        <translation>读过每个字符之后该单元有多高，从 −1 到 1</translation>
    </message>
    <message>
        <source>The share of the odds that comes of contexts with this character in them</source>
        <translation>概率中来自含有该字符的上文的份额</translation>
    </message>
    <message>
        <source>The length of the gradient of ln p of the likeliest character at each character before it, as a share of all of them. A line below marks what the model can see, where that is not all.</source>
        <translation>最可能字符的 ln p 对前面每个字符的梯度长度，以占总和的份额表示。若模型看不到全部，下方的线标出它能看到的部分。</translation>
    </message>
    <message>
        <source>The share of its attention that goes to each character before the caret</source>
        <translation>它的注意力分给光标之前各字符的份额</translation>
    </message>
</context>
<context>
    <name>LookingPage</name>
    <message>
        <source>Looks at</source>
        <translation>在看什么</translation>
    </message>
    <message>
        <source>What one model looks at when it guesses the character behind the caret: the fuller the colour, the more it counts. Click a character to look from there.</source>
        <translation>某个模型猜测光标之后的字符时在看什么：颜色越深，越重要。单击一个字符，即从那里看。</translation>
    </message>
    <message>
        <source>Each head of a transformer looks for something of its own. In each picture a row is a place of the text, a column what it looks at. Click one to see it in the text.</source>
        <translation>Transformer 的每个注意力头各看各的。每幅小图中，行是文本中的位置，列是它所看之处。单击一幅，即在文本中显示。</translation>
    </message>
    <message>
        <source>What a memory holds while it reads: a row is a cell, a column a character. Click a cell to see it in the text, and where in the training text it is as high: what might it stand for?</source>
        <translation>记忆在阅读时保存的内容：行是单元，列是字符。单击一个单元，即在文本中显示它，以及训练文本中它同样高的地方：它可能代表什么？</translation>
    </message>
    <message>
        <source>A model that counts knows how often each context was seen. Long contexts say more, but many were seldom seen; so shorter ones have a share, too.</source>
        <translation>统计计数的模型知道每种上文见过多少次。长的上文信息更多，但许多很少见过；因此较短的上文也占一份。</translation>
    </message>
</context>
<context>
    <name>LossCard</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
</context>
<context>
    <name>MapCards</name>
    <message>
        <source>Selected</source>
        <translation>所选</translation>
    </message>
    <message>
        <source>Clusters and classes</source>
        <translation>簇与类别</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>簇</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>ARI</source>
        <translation>ARI</translation>
    </message>
    <message>
        <source>NMI</source>
        <translation>NMI</translation>
    </message>
    <message>
        <source>Clusters are being looked for.</source>
        <translation>正在寻找簇。</translation>
    </message>
    <message>
        <source>Click a row or a column to select it.</source>
        <translation>单击一行或一列即可选中。</translation>
    </message>
    <message>
        <source>Click a row to select it.</source>
        <translation>单击一行即可选中。</translation>
    </message>
</context>
<context>
    <name>MapLegend</name>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Click: hide or show a class. Double click: this class alone.</source>
        <translation>单击：隐藏或显示该类。双击：只显示该类。</translation>
    </message>
</context>
<context>
    <name>MapMenu</name>
    <message>
        <source>Save this map</source>
        <translation>保存此地图</translation>
    </message>
    <message>
        <source>Pin here</source>
        <translation>在此放置标记</translation>
    </message>
    <message>
        <source>Remove pin {0}</source>
        <translation>移除标记 {0}</translation>
    </message>
    <message>
        <source>Fit view to the codes</source>
        <translation>缩放至全部编码</translation>
    </message>
    <message>
        <source>Save picture as PNG…</source>
        <translation>图片存为 PNG…</translation>
    </message>
    <message>
        <source>Save picture as SVG…</source>
        <translation>图片存为 SVG…</translation>
    </message>
    <message>
        <source>Save codes as CSV…</source>
        <translation>编码存为 CSV…</translation>
    </message>
</context>
<context>
    <name>MapOverlays</name>
    <message>
        <source>Code under the cursor</source>
        <translation>光标处的编码</translation>
    </message>
    <message>
        <source>Class under the pointer</source>
        <translation>指针处的类别</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Names and colours of the classes</source>
        <translation>各类别的名称与颜色</translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>decode of now</source>
        <translation>现在的解码</translation>
    </message>
    <message>
        <source>This family has no encoder: nothing lies on this map.</source>
        <translation>此类模型没有编码器，地图上没有编码点。</translation>
    </message>
    <message>
        <source>z = ({values})</source>
        <translation>z = ({values})</translation>
    </message>
    <message>
        <source> · nearest real {name}</source>
        <translation> · 最近的真实图像 {name}</translation>
    </message>
    <message>
        <source> · distance {d:.2f}</source>
        <translation> · 距离 {d:.2f}</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>Save the map</source>
        <translation>保存地图</translation>
    </message>
</context>
<context>
    <name>MapTile</name>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Draw it anew</source>
        <translation>重新绘制</translation>
    </message>
    <message>
        <source>Settings of this map</source>
        <translation>这张地图的设置</translation>
    </message>
    <message>
        <source>Enlarge this map</source>
        <translation>放大这张地图</translation>
    </message>
    <message>
        <source>Close this map</source>
        <translation>关闭这张地图</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Show all maps</source>
        <translation>显示所有地图</translation>
    </message>
</context>
<context>
    <name>MapWords</name>
    <message>
        <source>Where this model has put each example, in the numbers of its code</source>
        <translation>这个模型把每个样本放在何处：它的编码中的数</translation>
    </message>
    <message>
        <source>codes: {0}</source>
        <translation>编码：{0}</translation>
    </message>
    <message>
        <source>Where the model has put each example: what it makes alike lies close, and between the dots it decodes.</source>
        <translation>模型把每个样本放在何处：它认为相似的彼此靠近，点与点之间它能解码。</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>等待轮到它</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>测量中</translation>
    </message>
    <message>
        <source>measuring how far it can be trusted</source>
        <translation>正在测量可信度</translation>
    </message>
    <message>
        <source>rests at {0}</source>
        <translation>停在 {0}</translation>
    </message>
    <message>
        <source>codes come with the first pictures of the model</source>
        <translation>编码随模型的第一批图像出现</translation>
    </message>
    <message>
        <source>PCA of {0} numbers</source>
        <translation>{0} 个数的 PCA</translation>
    </message>
    <message>
        <source>one number, spread upwards</source>
        <translation>一个数，向上铺开</translation>
    </message>
    <message>
        <source>{0} examples</source>
        <translation>{0} 个样本</translation>
    </message>
    <message>
        <source>trustworthiness {0}</source>
        <translation>可信度 {0}</translation>
    </message>
    <message>
        <source>continuity {0}</source>
        <translation>连续性 {0}</translation>
    </message>
    <message>
        <source>trust {0}</source>
        <translation>可信 {0}</translation>
    </message>
    <message>
        <source>cont. {0}</source>
        <translation>连续 {0}</translation>
    </message>
    <message>
        <source>at step {0}</source>
        <translation>第 {0} 步时</translation>
    </message>
    <message>
        <source>Trustworthiness: are those that are near in the map near in the data? Continuity: are those that are near in the data near in the map? Both count the ten nearest; 1 is perfect, about a half is chance.</source>
        <translation>可信度：地图上相近的，在数据中也相近吗？连续性：数据中相近的，在地图上也相近吗？两者都数最近的十个；1 为完美，约一半为随机。</translation>
    </message>
    <message>
        <source>Measured on {0} examples.</source>
        <translation>在 {0} 个样本上测得。</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>example {0}</source>
        <translation>样本 {0}</translation>
    </message>
    <message>
        <source>class {0}</source>
        <translation>类别 {0}</translation>
    </message>
    <message>
        <source>cluster {0}</source>
        <translation>簇 {0}</translation>
    </message>
    <message>
        <source>decoded at this place</source>
        <translation>在此处解码</translation>
    </message>
    <message>
        <source>{0} knows only these points: nothing can be decoded between them.</source>
        <translation>{0} 只认识这些点：点与点之间无法解码。</translation>
    </message>
</context>
<context>
    <name>MapsBar</name>
    <message>
        <source>Examples in each map</source>
        <translation>每张地图中的样本</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>The classes of the data, which no map has seen</source>
        <translation>数据的类别，任何地图都没有见过</translation>
    </message>
    <message>
        <source>clusters</source>
        <translation>簇</translation>
    </message>
    <message>
        <source>The clusters found in the data, without its classes</source>
        <translation>不用类别、在数据中找到的簇</translation>
    </message>
    <message>
        <source>density</source>
        <translation>密度</translation>
    </message>
    <message>
        <source>How many dots lie nearby in that map</source>
        <translation>在该地图上附近有多少个点</translation>
    </message>
    <message>
        <source>clusters by</source>
        <translation>聚类方法</translation>
    </message>
    <message>
        <source>How clusters are found</source>
        <translation>如何寻找簇</translation>
    </message>
    <message>
        <source>Settings of the clusters</source>
        <translation>聚类的设置</translation>
    </message>
    <message>
        <source>of</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>What clusters are found in</source>
        <translation>在什么中寻找簇</translation>
    </message>
    <message>
        <source>One more map</source>
        <translation>再加一张地图</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Select nothing (Escape in a map)</source>
        <translation>取消选择（在地图中按 Esc）</translation>
    </message>
    <message>
        <source>add a map</source>
        <translation>添加地图</translation>
    </message>
</context>
<context>
    <name>MapsParts</name>
    <message>
        <source>Drag over dots to select them in all maps; Shift adds, Alt takes away, Escape lets go. The wheel zooms, the right button pans. Between the dots, maps that can decode show what lies there.</source>
        <translation>拖过点即可在所有地图中选中它们；Shift 添加，Alt 减去，Esc 放开。滚轮缩放，右键平移。能解码的地图会显示点与点之间有什么。</translation>
    </message>
    <message>
        <source>Choose how many examples the maps are drawn of, and what colours them: maps never see classes.</source>
        <translation>地图由多少个样本绘成，以什么着色：地图从未见过类别。</translation>
    </message>
    <message>
        <source>Rows are clusters, found without the classes; columns are classes. One strong square in each row: the data fall apart as their names say. ARI and NMI are 1 then, and 0 where it is chance.</source>
        <translation>行是不用类别找到的簇；列是类别。每行只有一个醒目的方格：数据的划分正如其名。此时 ARI 和 NMI 为 1，随机时为 0。</translation>
    </message>
    <message>
        <source>Some of what is selected. Point at one to see its dots; click it to select it alone.</source>
        <translation>选中的一部分。指向其中一个可看到它的点；单击则只选它。</translation>
    </message>
    <message>
        <source>Maps are drawn of pictures and of points; these data are texts.</source>
        <translation>地图可由图像和点绘成；这些数据是文本。</translation>
    </message>
    <message>
        <source>There is no map: add one in the bar above.</source>
        <translation>没有地图：请在上方的栏中添加。</translation>
    </message>
    <message>
        <source>{0} examples</source>
        <translation>{0} 个样本</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>codes: {0}</source>
        <translation>编码：{0}</translation>
    </message>
    <message>
        <source>{0} of {1} selected</source>
        <translation>已选 {0} / {1}</translation>
    </message>
    <message>
        <source>{0} selected</source>
        <translation>已选 {0}</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>Branch from step {0}</source>
        <translation>自第 {0} 步分支</translation>
    </message>
    <message>
        <source>{0}; the settings there were {1}</source>
        <translation>{0}；当时的设置：{1}</translation>
    </message>
    <message>
        <source>Fork of {0}</source>
        <translation>由“{0}”分出的新训练</translation>
    </message>
    <message>
        <source>moved by hand</source>
        <translation>手动移动</translation>
    </message>
    <message>
        <source>moves of one player at a time</source>
        <translation>双方逐一单独更新</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>以及另外 {0} 项</translation>
    </message>
</context>
<context>
    <name>Metric</name>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Reconstruction loss</source>
        <translation>重建损失</translation>
    </message>
    <message>
        <source>What is minimised: summed over pixels, mean over the batch.</source>
        <translation>被最小化的量：对像素求和，对批取平均。</translation>
    </message>
    <message>
        <source>squared error</source>
        <translation>平方误差</translation>
    </message>
    <message>
        <source>mse</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>Squared error per pixel</source>
        <translation>每像素平方误差</translation>
    </message>
    <message>
        <source>Mean over pixels and batch.</source>
        <translation>对像素和批取平均。</translation>
    </message>
    <message>
        <source>Test squared error per pixel</source>
        <translation>测试每像素平方误差</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>MSE</translation>
    </message>
    <message>
        <source>Mean over held-out pixels.</source>
        <translation>对留出图像的像素取平均。</translation>
    </message>
    <message>
        <source>Of held-out images: a bound.</source>
        <translation>留出图像上的数值：一个上界。</translation>
    </message>
    <message>
        <source>game</source>
        <translation>博弈</translation>
    </message>
    <message>
        <source>Loss of D</source>
        <translation>D 的损失</translation>
    </message>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
    <message>
        <source>D can only guess</source>
        <translation>D 只能猜测</translation>
    </message>
    <message>
        <source>Loss of G</source>
        <translation>G 的损失</translation>
    </message>
    <message>
        <source>G</source>
        <translation>G</translation>
    </message>
    <message>
        <source>belief</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>D on real</source>
        <translation>D 对真实样本</translation>
    </message>
    <message>
        <source>How real D finds training examples, 0 to 1.</source>
        <translation>D 认为训练样本有多真实，0 至 1。</translation>
    </message>
    <message>
        <source>D on fakes</source>
        <translation>D 对伪造样本</translation>
    </message>
    <message>
        <source>How real D finds fakes, 0 to 1.</source>
        <translation>D 认为伪造样本有多真实，0 至 1。</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Gradient of D</source>
        <translation>D 的梯度</translation>
    </message>
    <message>
        <source>Length of the gradient of all its weights.</source>
        <translation>其全部权重的梯度长度。</translation>
    </message>
    <message>
        <source>Gradient of G</source>
        <translation>G 的梯度</translation>
    </message>
    <message>
        <source>Length of the gradient of all its weights; when it vanishes, the generator is told nothing.</source>
        <translation>其全部权重的梯度长度；消失时，生成器得不到任何信息。</translation>
    </message>
    <message>
        <source>penalty</source>
        <translation>惩罚</translation>
    </message>
    <message>
        <source>Squared slope of D</source>
        <translation>D 的斜率平方</translation>
    </message>
    <message>
        <source>What R1 and R2 hold down: |grad D|^2 at the examples they look at, weighted; 0 when both are off.</source>
        <translation>R1 与 R2 所压低的量：在其所看样本处加权的 |grad D|^2；两者都关闭时为 0。</translation>
    </message>
    <message>
        <source>D on held-out</source>
        <translation>D 对留出样本</translation>
    </message>
    <message>
        <source>How real D finds held-out examples; far below D on real, it knows the training data by heart.</source>
        <translation>D 认为留出样本有多真实；若远低于“D 对真实样本”，说明它背下了训练样本。</translation>
    </message>
    <message>
        <source>How real D finds fakes.</source>
        <translation>D 认为伪造样本有多真实。</translation>
    </message>
    <message>
        <source>Accuracy of D</source>
        <translation>D 的准确率</translation>
    </message>
    <message>
        <source>D acc</source>
        <translation>D 准确率</translation>
    </message>
    <message>
        <source>Share of held-out examples and fakes that D sorts rightly; 0.5 is guessing.</source>
        <translation>留出样本与伪造样本中被 D 正确分辨的比例；0.5 即为猜测。</translation>
    </message>
    <message>
        <source>below: it passes the code by</source>
        <translation>低于：图像绕过编码</translation>
    </message>
    <message>
        <source>Surprise</source>
        <translation>惊讶度</translation>
    </message>
    <message>
        <source>-log p: summed over sites, mean over images.</source>
        <translation>-log p：对各位置求和，对图像取平均。</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>比特</translation>
    </message>
    <message>
        <source>Bits per site</source>
        <translation>每个位置的比特数</translation>
    </message>
    <message>
        <source>Test surprise</source>
        <translation>测试惊讶度</translation>
    </message>
    <message>
        <source>Log-likelihood at E</source>
        <translation>E 时的对数似然</translation>
    </message>
    <message>
        <source>Mean over the examples that are fitted, of the components of which E asked: it never falls.</source>
        <translation>对所拟合的样本取平均，按 E 所询问的分量计算：它从不下降。</translation>
    </message>
    <message>
        <source>Of held-out images, exact.</source>
        <translation>留出图像的精确值。</translation>
    </message>
    <message>
        <source>Test bits per site</source>
        <translation>测试每个位置的比特数</translation>
    </message>
    <message>
        <source>Of held-out images.</source>
        <translation>留出图像的值。</translation>
    </message>
    <message>
        <source>Negative ELBO</source>
        <translation>负 ELBO</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nats</translation>
    </message>
    <message>
        <source>What the discriminator minimises, penalties included; the dotted level is what mere guessing costs.</source>
        <translation>判别器所最小化的量，含惩罚项；虚线是纯属猜测时的损失。</translation>
    </message>
    <message>
        <source>No measure of how good the fakes are, only of how well they fool the present discriminator.</source>
        <translation>不代表伪造样本的好坏，只说明它们骗过当前判别器的程度。</translation>
    </message>
    <message>
        <source>In bits, over the number of sites.</source>
        <translation>以比特计，除以位置数。</translation>
    </message>
    <message>
        <source>surprise</source>
        <translation>惊讶度</translation>
    </message>
    <message>
        <source>bits a site</source>
        <translation>每位置比特</translation>
    </message>
    <message>
        <source>Surprise a character</source>
        <translation>每个字符的惊讶度</translation>
    </message>
    <message>
        <source>-log p of a character given those before it: mean over the characters of the batch.</source>
        <translation>在前面字符已知时一个字符的 -log p：对批中所有字符取平均。</translation>
    </message>
    <message>
        <source>guess</source>
        <translation>猜测</translation>
    </message>
    <message>
        <source>A guess among</source>
        <translation>相当于在几个中猜一个</translation>
    </message>
    <message>
        <source>exp of the surprise: as surprised as somebody who guesses among so many equally likely characters.</source>
        <translation>惊讶度的指数：就像在这么多个同样可能的字符中猜一样惊讶。</translation>
    </message>
    <message>
        <source>A guess among {0}</source>
        <translation>相当于在 {0} 个中猜一个</translation>
    </message>
    <message>
        <source>Test surprise a character</source>
        <translation>测试：每个字符的惊讶度</translation>
    </message>
    <message>
        <source>Of held-out text: mean over its characters.</source>
        <translation>在留出的文本上：对其字符取平均。</translation>
    </message>
    <message>
        <source>Test guess among</source>
        <translation>测试：相当于在几个中猜一个</translation>
    </message>
    <message>
        <source>Of held-out text.</source>
        <translation>在留出的文本上。</translation>
    </message>
    <message>
        <source>Test guess among {0}</source>
        <translation>测试：相当于在 {0} 个中猜一个</translation>
    </message>
    <message>
        <source>likelihood</source>
        <translation>似然</translation>
    </message>
    <message>
        <source>log L</source>
        <translation>log L</translation>
    </message>
    <message>
        <source>The log-likelihood with its sign turned, to be compared with that of held-out examples.</source>
        <translation>对数似然取反，可与留出样本的值比较。</translation>
    </message>
    <message>
        <source>Of held-out examples; where it rises while the other falls, components cling to single examples.</source>
        <translation>留出样本的值；若它上升而另一个下降，说明有分量贴住了单个样本。</translation>
    </message>
    <message>
        <source>criteria</source>
        <translation>准则</translation>
    </message>
    <message>
        <source>BIC</source>
        <translation>BIC</translation>
    </message>
    <message>
        <source>Surprise of all fitted examples, twice, and a charge of ln N for each number that is chosen freely.</source>
        <translation>全部拟合样本惊讶度的两倍，再为每个可自由选取的数加上 ln N。</translation>
    </message>
    <message>
        <source>AIC</source>
        <translation>AIC</translation>
    </message>
    <message>
        <source>The same with a charge of 2, which lets more components pass.</source>
        <translation>同上，但每个数只加 2，因此容许更多分量。</translation>
    </message>
    <message>
        <source>off</source>
        <translation>偏离</translation>
    </message>
    <message>
        <source>Samples off the data</source>
        <translation>偏离数据的样本</translation>
    </message>
    <message>
        <source>Share of samples farther from any held-out image than 90 % of held-out images are from another.</source>
        <translation>比 90 % 的留出图像彼此之间更远离任何留出图像的样本所占份额。</translation>
    </message>
    <message>
        <source>true images</source>
        <translation>真实图像</translation>
    </message>
    <message>
        <source>exam</source>
        <translation>考试</translation>
    </message>
    <message>
        <source>Test error over training error</source>
        <translation>测试误差与训练误差之比</translation>
    </message>
    <message>
        <source>How many times as large the reported error is as that on the learned images; 1: they are the same.</source>
        <translation>报告的误差是学过的图像上误差的多少倍；1：两者相同。</translation>
    </message>
    <message>
        <source>below: examined on what was learned</source>
        <translation>低于此：拿学过的来考</translation>
    </message>
    <message>
        <source>push</source>
        <translation>推力</translation>
    </message>
    <message>
        <source>Push on the fakes</source>
        <translation>对伪造样本的推力</translation>
    </message>
    <message>
        <source>power of ten</source>
        <translation>10 的次方</translation>
    </message>
    <message>
        <source>How long the gradient of G&apos;s loss is at a fake, as a power of ten, on average: −3 is a thousandth.</source>
        <translation>G 的损失在伪造样本处的梯度长度，以 10 的次方表示，取平均：−3 即千分之一。</translation>
    </message>
    <message>
        <source>below: G is told next to nothing</source>
        <translation>低于此：G 几乎听不到什么</translation>
    </message>
    <message>
        <source>above: D praises fakes</source>
        <translation>高于此：D 在夸奖伪造样本</translation>
    </message>
    <message>
        <source>praise</source>
        <translation>夸奖</translation>
    </message>
    <message>
        <source>Praise for the same fakes</source>
        <translation>对同一批伪造样本的夸奖</translation>
    </message>
    <message>
        <source>How much D&apos;s belief in the very same fakes rises in a move that is meant for G; of a frozen D, 0.</source>
        <translation>在本该只更新 G 的一次更新中，D 对同一批伪造样本的信任提高了多少；冻结的 D 为 0。</translation>
    </message>
    <message>
        <source>peak</source>
        <translation>峰值</translation>
    </message>
    <message>
        <source>Log-density at the densest example</source>
        <translation>最密样本处的对数密度</translation>
    </message>
    <message>
        <source>Of the components of which E asked; that of clouds has an end, that of a component on a point none.</source>
        <translation>按 E 所询问的分量计算；点团的密度有尽头，落在一个点上的分量则没有。</translation>
    </message>
    <message>
        <source>above: denser than any cloud</source>
        <translation>高于此：比任何点团都密</translation>
    </message>
    <message>
        <source>causality</source>
        <translation>因果性</translation>
    </message>
    <message>
        <source>A pixel&apos;s say in itself</source>
        <translation>像素对自身的影响</translation>
    </message>
    <message>
        <source>How far the odds of a pixel change when it alone is changed, 0 to 1; anything but 0 is a leak.</source>
        <translation>只改变一个像素时，它自己的概率变动多少，0 到 1；只要不是 0，就有泄漏。</translation>
    </message>
    <message>
        <source>above: a pixel sees itself</source>
        <translation>高于此：像素看得见自己</translation>
    </message>
    <message>
        <source>width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Mean square of the codes</source>
        <translation>编码的均方</translation>
    </message>
    <message>
        <source>Mean over latents and batch of mu² + sigma²: at 1 codes lie as wide as the prior.</source>
        <translation>mu² + sigma² 对潜变量和批次的平均：为 1 时编码与先验一样宽。</translation>
    </message>
    <message>
        <source>prior</source>
        <translation>先验</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>死像素</translation>
    </message>
    <message>
        <source>Dead pixels</source>
        <translation>死像素</translation>
    </message>
    <message>
        <source>Of the pixels that are bright in some image of the batch, the share that is drawn black in all.</source>
        <translation>在批次的某幅图像里是亮的像素中，在所有图像里都被画成黑色的份额。</translation>
    </message>
    <message>
        <source>Test mean square of the codes</source>
        <translation>测试编码的均方</translation>
    </message>
    <message>
        <source>Mean over latents and held-out images of mu² + sigma²: at 1 codes lie as wide as the prior.</source>
        <translation>mu² + sigma² 对潜变量和留出图像的平均：为 1 时编码与先验一样宽。</translation>
    </message>
    <message>
        <source>Test dead pixels</source>
        <translation>测试死像素</translation>
    </message>
    <message>
        <source>Of the pixels that are bright in some held-out image, the share that is drawn black for all.</source>
        <translation>在某幅留出图像里是亮的像素中，对所有图像都被画成黑色的份额。</translation>
    </message>
    <message>
        <source>spread</source>
        <translation>离散程度</translation>
    </message>
    <message>
        <source>Spread of samples</source>
        <translation>样本的离散程度</translation>
    </message>
    <message>
        <source>Variance of the pixels of new samples as a share of that of held-out images.</source>
        <translation>新样本的像素方差占留出图像像素方差的份额。</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Noise that stays in the mean</source>
        <translation>留在平均中的噪声</translation>
    </message>
    <message>
        <source>Of the error, over 64 images, as a multiple of what stays of independent noise: 1 is right.</source>
        <translation>64 幅图像平均误差中的噪声，是独立噪声所留下的几倍：1 为正确。</translation>
    </message>
    <message>
        <source>independent</source>
        <translation>独立</translation>
    </message>
    <message>
        <source>far from 1: no distance any more</source>
        <translation>远离 1：已不是距离</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Variance kept</source>
        <translation>保留的方差</translation>
    </message>
    <message>
        <source>Share of what the images differ from their mean by that lies along the axes.</source>
        <translation>图像与均值之差中，落在各轴上的占比。</translation>
    </message>
    <message>
        <source>Test variance kept</source>
        <translation>测试保留的方差</translation>
    </message>
    <message>
        <source>Share of what held-out images differ from the mean by that lies along the axes.</source>
        <translation>留出图像与均值之差中，落在各轴上的占比。</translation>
    </message>
    <message>
        <source>What the discriminator minimises, in nats: the cross-entropy of telling written from real.</source>
        <translation>判别器所最小化的量，以 nats 为单位：分辨写出的与真实的文本的交叉熵。</translation>
    </message>
    <message>
        <source>How real D finds training texts, 0 to 1.</source>
        <translation>D 认为训练文本有多真，0 到 1。</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>How real D finds what is written, 0 to 1: what the generator learns to raise, once the game is on.</source>
        <translation>D 认为写出的文本有多真，0 到 1：博弈开始后，生成器学着提高它。</translation>
    </message>
    <message>
        <source>Share of held-out and written texts that D sorts rightly; 0.5 is guessing.</source>
        <translation>留出的与写出的文本中 D 分对的比例；0.5 即为猜测。</translation>
    </message>
    <message>
        <source>quantisation</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>Quantisation error</source>
        <translation>量化误差</translation>
    </message>
    <message>
        <source>Distance of an image from the prototype most like it, over all pixels; mean over the batch.</source>
        <translation>图像与最相似原型之间的距离，计所有像素；对批取平均。</translation>
    </message>
    <message>
        <source>topographic</source>
        <translation>拓扑</translation>
    </message>
    <message>
        <source>Topographic error</source>
        <translation>拓扑误差</translation>
    </message>
    <message>
        <source>Share of the images whose two most similar prototypes are no neighbours: there the map has a fold.</source>
        <translation>两个最相似的原型并不相邻的图像占比：映射在那里有褶皱。</translation>
    </message>
    <message>
        <source>radius</source>
        <translation>半径</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>半径</translation>
    </message>
    <message>
        <source>cells</source>
        <translation>格</translation>
    </message>
    <message>
        <source>How far an image pulls the neighbours along.</source>
        <translation>图像把邻居一起拉动的范围。</translation>
    </message>
    <message>
        <source>Test quantisation error</source>
        <translation>测试量化误差</translation>
    </message>
    <message>
        <source>QE</source>
        <translation>QE</translation>
    </message>
    <message>
        <source>Distance of a held-out image from the prototype most like it, over all pixels; the mean.</source>
        <translation>留出图像与最相似原型之间的距离，计所有像素，取平均。</translation>
    </message>
    <message>
        <source>Test topographic error</source>
        <translation>测试拓扑误差</translation>
    </message>
    <message>
        <source>TE</source>
        <translation>TE</translation>
    </message>
    <message>
        <source>Share of held-out images whose two most similar prototypes are no neighbours.</source>
        <translation>两个最相似的原型并不相邻的留出图像占比。</translation>
    </message>
    <message>
        <source>Of what is drawn at a held-out image&apos;s place, between the prototypes.</source>
        <translation>在留出图像所处位置、于原型之间画出的图像的误差。</translation>
    </message>
    <message>
        <source>shuffled</source>
        <translation>换码</translation>
    </message>
    <message>
        <source>Error with codes of others</source>
        <translation>用别人的编码时的误差</translation>
    </message>
    <message>
        <source>Each image is decoded with the code of another: its squared error, as a share of the mean image&apos;s.</source>
        <translation>每幅图像用另一幅的编码来解码：其平方误差占平均图像误差的份额。</translation>
    </message>
    <message>
        <source>mean image</source>
        <translation>平均图像</translation>
    </message>
    <message>
        <source>Test error with codes of others</source>
        <translation>测试：用别人的编码时的误差</translation>
    </message>
    <message>
        <source>Reconstruction plus KL, whatever beta is.</source>
        <translation>重建项加 KL，与 β 无关。</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>Summed over pixels, mean over the batch.</source>
        <translation>对像素求和，对批取平均。</translation>
    </message>
    <message>
        <source>kl</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>What the code tells of each image: summed over latents, mean over the batch.</source>
        <translation>编码所含的图像信息：对潜变量求和，对批取平均。</translation>
    </message>
    <message>
        <source>active</source>
        <translation>活跃维度</translation>
    </message>
    <message>
        <source>Active latents</source>
        <translation>活跃潜变量</translation>
    </message>
    <message>
        <source>Latents whose mean varies over the batch by more than 0.01 (Burda et al., 2016); few means collapse.</source>
        <translation>均值在批内变化超过 0.01 的潜变量数（Burda 等，2016）；很少则说明发生坍缩。</translation>
    </message>
    <message>
        <source>Test negative ELBO</source>
        <translation>测试负 ELBO</translation>
    </message>
    <message>
        <source>below: all collapsed</source>
        <translation>低于：全部坍缩</translation>
    </message>
    <message>
        <source>below: too narrow</source>
        <translation>低于：太窄</translation>
    </message>
    <message>
        <source>above: dead</source>
        <translation>高于：有死像素</translation>
    </message>
    <message>
        <source>below: all the same</source>
        <translation>低于：全都一样</translation>
    </message>
    <message>
        <source>above: shared</source>
        <translation>高于：共用</translation>
    </message>
    <message>
        <source>Loss of the critic</source>
        <translation>评论家的损失</translation>
    </message>
    <message>
        <source>critic</source>
        <translation>评论家</translation>
    </message>
    <message>
        <source>Minus the distance, plus the penalty.</source>
        <translation>负的距离，加上惩罚。</translation>
    </message>
    <message>
        <source>Minus the critic&apos;s mean score of fakes; of scores only differences mean something.</source>
        <translation>评论家给伪造样本平均评分的负值；评分只有差值才有意义。</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>How much higher the critic scores real examples: the Wasserstein distance, if the slope is 1.</source>
        <translation>评论家给真实样本的评分高出多少：斜率为 1 时即 Wasserstein 距离。</translation>
    </message>
    <message>
        <source>slope</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>Slope of the critic</source>
        <translation>评论家的斜率</translation>
    </message>
    <message>
        <source>Mean length of its gradient between real examples and fakes: what the distance is measured in.</source>
        <translation>其梯度在真实样本与伪造样本之间的平均长度：即距离的计量单位。</translation>
    </message>
    <message>
        <source>Penalty on the slope</source>
        <translation>对斜率的惩罚</translation>
    </message>
    <message>
        <source>Weighted squared difference of the slope from 1; 0 when the weights are clipped instead.</source>
        <translation>斜率与 1 之差的平方，加权；改用权重截断时为 0。</translation>
    </message>
    <message>
        <source>Distance on held-out</source>
        <translation>留出图像上的距离</translation>
    </message>
    <message>
        <source>How much higher the critic scores held-out examples than fakes.</source>
        <translation>评论家给留出样本的评分比伪造样本高出多少。</translation>
    </message>
    <message>
        <source>−ELBO</source>
        <translation>−ELBO</translation>
    </message>
    <message>
        <source>With beta 1, one draw per image.</source>
        <translation>取 β = 1，每张图像采样一次。</translation>
    </message>
    <message>
        <source>Test reconstruction</source>
        <translation>测试重建</translation>
    </message>
    <message>
        <source>recon</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>Summed over pixels, mean over images.</source>
        <translation>对像素求和，对图像取平均。</translation>
    </message>
    <message>
        <source>Test KL</source>
        <translation>测试 KL</translation>
    </message>
    <message>
        <source>Summed over latents, mean over images.</source>
        <translation>对潜变量求和，对图像取平均。</translation>
    </message>
    <message>
        <source>Of the posterior mean&apos;s decode.</source>
        <translation>由后验均值解码所得。</translation>
    </message>
</context>
<context>
    <name>Mixture</name>
    <message>
        <source>start {0}: {1} nats after {2} steps</source>
        <translation>起点 {0}：{2} 步后为 {1} nats</translation>
    </message>
    <message>
        <source>component {0} has no width left: how high this led says nothing</source>
        <translation>分量 {0} 已没有宽度：走到多高都说明不了什么</translation>
    </message>
    <message>
        <source>{0} nats below the best</source>
        <translation>比最好的低 {0} nats</translation>
    </message>
    <message>
        <source>components {0} and {1} share one cloud</source>
        <translation>分量 {0} 和 {1} 共占一团</translation>
    </message>
    <message>
        <source>This mixture is {0} nats above the best start</source>
        <translation>这个混合高斯比最好的起点高 {0} nats</translation>
    </message>
    <message>
        <source>component {0} has hardly any width left</source>
        <translation>分量 {0} 几乎已没有宽度</translation>
    </message>
    <message>
        <source>This mixture is as high as the best start.</source>
        <translation>这个混合高斯已与最好的起点一样高。</translation>
    </message>
    <message>
        <source>This mixture is {0} nats below the best start</source>
        <translation>这个混合高斯比最好的起点低 {0} nats</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>component {0}: weight {1} %, width {2} × {3}</source>
        <translation>分量 {0}：权重 {1} %，宽度 {2} × {3}</translation>
    </message>
    <message>
        <source>it was given {0} of {1} examples</source>
        <translation>它分得 {1} 个样本中的 {0} 个</translation>
    </message>
    <message>
        <source>made by component {0}</source>
        <translation>出自分量 {0}</translation>
    </message>
    <message>
        <source>E: each point asks which component may have made it</source>
        <translation>E：每个点都问，自己可能出自哪个分量</translation>
    </message>
    <message>
        <source>M: each component moves to the points it was given, in proportion</source>
        <translation>M：每个分量按份额移向分给它的点</translation>
    </message>
    <message>
        <source>Narrower than the floor of the variance: component {0}. The next M widens it.</source>
        <translation>分量 {0} 比方差下限还窄，下一次 M 会将其拓宽。</translation>
    </message>
    <message>
        <source>Components {0} are as narrow as the floor of the variance allows.</source>
        <translation>分量 {0} 已窄到方差下限所允许的程度。</translation>
    </message>
    <message>
        <source>Components {0} each sit on one point: their likelihood grows without bound. A floor of the variance cures it.</source>
        <translation>分量 {0} 各自缩在一个点上：似然会无限增大。给方差设一个下限即可治好。</translation>
    </message>
    <message>
        <source>Component {0} is as narrow as the floor of the variance allows.</source>
        <translation>分量 {0} 已窄到方差下限所允许的程度。</translation>
    </message>
    <message>
        <source>Component {0} sits on one point: its likelihood grows without bound. A floor of the variance cures it.</source>
        <translation>分量 {0} 缩在一个点上：它的似然会无限增大。给方差设一个下限即可治好。</translation>
    </message>
    <message>
        <source>The next M widens {0}</source>
        <translation>下一次 M 拓宽 {0}</translation>
    </message>
    <message>
        <source>As narrow as the floor allows: {0}</source>
        <translation>已窄到下限：{0}</translation>
    </message>
    <message>
        <source>On one point: {0}. A floor of the variance cures it.</source>
        <translation>缩在一个点上：{0}。方差下限可治好。</translation>
    </message>
    <message>
        <source>On one point: {0}</source>
        <translation>缩在一个点上：{0}</translation>
    </message>
</context>
<context>
    <name>MixtureCard</name>
    <message>
        <source>Picture (PNG)</source>
        <translation>图片（PNG）</translation>
    </message>
    <message>
        <source>Picture (SVG)</source>
        <translation>图片（SVG）</translation>
    </message>
    <message>
        <source>Examples with their shares (CSV)</source>
        <translation>样本及其份额（CSV）</translation>
    </message>
</context>
<context>
    <name>MixtureSizesPlot</name>
    <message>
        <source>How many components</source>
        <translation>多少个分量</translation>
    </message>
    <message>
        <source>K = {0}: BIC {1}, AIC {2}, held-out {3} nats</source>
        <translation>K = {0}：BIC {1}，AIC {2}，留出样本 {3} nats</translation>
    </message>
    <message>
        <source>K = {0}: BIC {1}</source>
        <translation>K = {0}：BIC {1}</translation>
    </message>
    <message>
        <source>Numbers of components are being compared…</source>
        <translation>正在比较不同的分量数…</translation>
    </message>
    <message>
        <source>held-out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>fitted</source>
        <translation>拟合样本</translation>
    </message>
    <message>
        <source>BIC, AIC: lower is better</source>
        <translation>BIC、AIC：越低越好</translation>
    </message>
    <message>
        <source>BIC, AIC</source>
        <translation>BIC、AIC</translation>
    </message>
    <message>
        <source>Log-likelihood: higher is better</source>
        <translation>对数似然：越高越好</translation>
    </message>
    <message>
        <source>Log-likelihood</source>
        <translation>对数似然</translation>
    </message>
</context>
<context>
    <name>MixtureView</name>
    <message>
        <source>Mixture</source>
        <translation>混合高斯</translation>
    </message>
    <message>
        <source>N and Shift+N go from component to component; arrow keys move the chosen one, with Shift they turn and stretch it, else they pan. Plus and minus zoom, Home shows everything.</source>
        <translation>N 和 Shift+N 逐个选择分量；方向键移动所选分量，按住 Shift 则旋转和拉伸它，未选分量时平移画面。加号和减号缩放，Home 显示全部。</translation>
    </message>
    <message>
        <source>Under the pointer</source>
        <translation>指针处</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>MixturesBar</name>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>E + M</source>
        <translation>E + M</translation>
    </message>
    <message>
        <source>pace</source>
        <translation>节奏</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>慢</translation>
    </message>
    <message>
        <source>Two steps a second</source>
        <translation>每秒两步</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Eight steps a second</source>
        <translation>每秒八步</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>快</translation>
    </message>
    <message>
        <source>As many steps as the machine can</source>
        <translation>机器能跑多快就多快</translation>
    </message>
    <message>
        <source>plane</source>
        <translation>平面</translation>
    </message>
    <message>
        <source>The number of the code that grows to the right</source>
        <translation>编码中向右增大的那个数</translation>
    </message>
    <message>
        <source>The number of the code that grows upwards</source>
        <translation>编码中向上增大的那个数</translation>
    </message>
    <message>
        <source>{0} nats</source>
        <translation>{0} nats</translation>
    </message>
    <message>
        <source>log-likelihood {0}</source>
        <translation>对数似然 {0}</translation>
    </message>
    <message>
        <source>log L {0}</source>
        <translation>log L {0}</translation>
    </message>
    <message>
        <source>Mean over the examples of the log of their density: higher is likelier, and EM never lowers it.</source>
        <translation>样本密度的对数对所有样本取平均：越高越可能，EM 从不使它下降。</translation>
    </message>
    <message>
        <source>Pause first: then E and M can be done one at a time</source>
        <translation>请先暂停：然后可以逐次执行 E 和 M</translation>
    </message>
    <message>
        <source>One whole step: E, then M</source>
        <translation>完整的一步：先 E，后 M</translation>
    </message>
    <message>
        <source>comes next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>next: {0}</source>
        <translation>下一个：{0}</translation>
    </message>
    <message>
        <source>by hand {0}</source>
        <translation>手动 {0}</translation>
    </message>
    <message>
        <source>last step {0}</source>
        <translation>上一步 {0}</translation>
    </message>
    <message>
        <source>last {0} steps {1}</source>
        <translation>最近 {0} 步 {1}</translation>
    </message>
</context>
<context>
    <name>MixturesPanel</name>
    <message>
        <source>E and M by hand, one after the other. Neither can make the examples less likely.</source>
        <translation>手动逐次执行 E 和 M。两者都不会降低样本的似然。</translation>
    </message>
    <message>
        <source>Drag a component by its middle; the squares on its edge stretch and turn it. Dashed is where it was before the last M. Undo takes a move back.</source>
        <translation>拖动分量的中心来移动它；边上的方块用来拉伸和旋转。虚线是上一次 M 之前的位置。撤销可收回一次移动。</translation>
    </message>
    <message>
        <source>Where other starts lead: crosses are where components began, ellipses where they came to rest. EM climbs the hill that it starts on; another start may find a higher one.</source>
        <translation>其他起点会走到哪里：叉号是分量出发的地方，椭圆是它们停下的地方。EM 只会爬上它出发的那座山；换一个起点，也许能找到更高的山。</translation>
    </message>
    <message>
        <source>More components always fit better. BIC and AIC charge for each; held-out examples show when the rest is learned by heart.</source>
        <translation>分量越多，拟合总是越好。BIC 和 AIC 对每个分量收费；留出样本则显示何时只是在死记硬背。</translation>
    </message>
    <message>
        <source>What each component draws by itself. The framed picture is its middle.</source>
        <translation>每个分量独自生成的样本。带框的图像是它的中心。</translation>
    </message>
    <message>
        <source>Other starts</source>
        <translation>其他起点</translation>
    </message>
    <message>
        <source>How many?</source>
        <translation>多少个？</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>生成样本</translation>
    </message>
</context>
<context>
    <name>ModeBars</name>
    <message>
        <source>PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>even would be {0}</source>
        <translation>均匀时应为 {0}</translation>
    </message>
    <message>
        <source>{0}; {1} hit none</source>
        <translation>{0}；{1} 未命中任何模式</translation>
    </message>
    <message>
        <source>all {0} present, smallest {1} ({2})</source>
        <translation>全部 {0} 个都在，最小的是 {1}（{2}）</translation>
    </message>
    <message>
        <source>{0} of {1} under {2}</source>
        <translation>{1} 个中有 {0} 个低于 {2}</translation>
    </message>
    <message>
        <source>under {0}: {1}</source>
        <translation>低于 {0}：{1}</translation>
    </message>
    <message>
        <source>There are no shares to export yet.</source>
        <translation>还没有可导出的比例。</translation>
    </message>
</context>
<context>
    <name>ModeCanvas</name>
    <message>
        <source>Share of the samples by mode</source>
        <translation>各模式的样本比例</translation>
    </message>
    <message>
        <source>Shares appear once samples have been measured.</source>
        <translation>测量样本之后即显示各比例。</translation>
    </message>
    <message>
        <source>even {0}</source>
        <translation>均匀 {0}</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>The model that this card is about</source>
        <translation>此卡片所涉及的模型</translation>
    </message>
    <message>
        <source>Model: {0}</source>
        <translation>模型：{0}</translation>
    </message>
</context>
<context>
    <name>MoonCircle</name>
    <message>
        <source>The month as a circle, and the codes of its moons</source>
        <translation>画成圆的一个月，以及各月相的编码</translation>
    </message>
    <message>
        <source>Training shows the waxing half only: a line, which one number can follow.</source>
        <translation>训练中只有渐盈的半月：是一条线，用一个数就能跟随。</translation>
    </message>
    <message>
        <source>A code of several numbers need not tear the circle; choose one latent.</source>
        <translation>由多个数组成的编码不必断开这个圆；请选用一维潜变量。</translation>
    </message>
    <message>
        <source>more than one number.</source>
        <translation>不止一个数。</translation>
    </message>
</context>
<context>
    <name>MoonLab</name>
    <message>
        <source>Share of intermediate phases in training</source>
        <translation>训练中的中间月相比例</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>再次训练</translation>
    </message>
    <message>
        <source>Restarts with that share</source>
        <translation>以该比例重新训练</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>圆</translation>
    </message>
    <message>
        <source>Waxing and waning as a circle</source>
        <translation>盈亏构成的圆</translation>
    </message>
    <message>
        <source>Open the circle</source>
        <translation>打开圆</translation>
    </message>
    <message>
        <source>The preset with waxing and waning moons</source>
        <translation>包含渐盈与渐亏月相的预设</translation>
    </message>
    <message>
        <source>These data are no moons: open the preset “Moon phases: one number” to walk from new to full moon.</source>
        <translation>这些数据不是月相：打开预设“月相：一个数”，从新月漫游到满月。</translation>
    </message>
    <message>
        <source>Open moon phases</source>
        <translation>打开月相</translation>
    </message>
</context>
<context>
    <name>MoonStrips</name>
    <message>
        <source>Moons between new and full</source>
        <translation>新月与满月之间的月相</translation>
    </message>
    <message>
        <source>true</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>Bars: how far a frame is off the nearest true moon.</source>
        <translation>柱形：每一帧与最接近的真实月相相差多少。</translation>
    </message>
    <message>
        <source>The strips appear with the first answer of the models.</source>
        <translation>模型首次给出结果后，图条会显示在这里。</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
    </message>
</context>
<context>
    <name>MoonWords</name>
    <message>
        <source>Every frame is a moon; the worst, number {0}, is {1} off the true ones.</source>
        <translation>每一帧都是月相；最差的第 {0} 帧与真实月相相差 {1}。</translation>
    </message>
    <message>
        <source>Every frame is a moon, but the strip jumps: most between new and full are left out.</source>
        <translation>每一帧都是月相，但图条有跳跃：新月与满月之间的大部分被略过。</translation>
    </message>
    <message>
        <source>A cross-fade: frame {0} is {1} off every moon, {2} times what passes for one.</source>
        <translation>只是淡入淡出：第 {0} 帧与所有月相都相差 {1}，是可算作月相之限的 {2} 倍。</translation>
    </message>
    <message>
        <source>Frame {0} is no moon: {1} off all of them, {2} times what passes for one.</source>
        <translation>第 {0} 帧不是月相：与所有月相都相差 {1}，是可算作月相之限的 {2} 倍。</translation>
    </message>
    <message>
        <source>No moons yet: even the ends are off; the worst, frame {0}, by {1}.</source>
        <translation>还不是月相：连两端都有偏差；最差的第 {0} 帧相差 {1}。</translation>
    </message>
    <message>
        <source>new moon</source>
        <translation>新月</translation>
    </message>
    <message>
        <source>waxing crescent</source>
        <translation>蛾眉月</translation>
    </message>
    <message>
        <source>waxing half-moon</source>
        <translation>上弦月</translation>
    </message>
    <message>
        <source>waxing gibbous moon</source>
        <translation>盈凸月</translation>
    </message>
    <message>
        <source>full moon</source>
        <translation>满月</translation>
    </message>
    <message>
        <source>waning gibbous moon</source>
        <translation>亏凸月</translation>
    </message>
    <message>
        <source>waning half-moon</source>
        <translation>下弦月</translation>
    </message>
    <message>
        <source>waning crescent</source>
        <translation>残月</translation>
    </message>
    <message>
        <source>All moons have the same number.</source>
        <translation>所有月相都是同一个数。</translation>
    </message>
    <message>
        <source>Folded: waxing and waning moons of one shape share their numbers.</source>
        <translation>折叠：形状相同的渐盈与渐亏月相共用同一个数。</translation>
    </message>
    <message>
        <source>No tear to see: the largest jump, {1} of the range, is at the {0}.</source>
        <translation>看不到断裂：最大的跳跃在{0}处，为取值范围的 {1}。</translation>
    </message>
    <message>
        <source>Torn at the {0}: two neighbours are {1} of the range apart.</source>
        <translation>在{0}处断裂：两个相邻月相相距取值范围的 {1}。</translation>
    </message>
    <message>
        <source>Torn at {2} places, worst at the {0}: two neighbours are {1} of the range apart.</source>
        <translation>有 {2} 处断裂，最严重的在{0}处：两个相邻月相相距取值范围的 {1}。</translation>
    </message>
</context>
<context>
    <name>NearestStrip</name>
    <message>
        <source>Nearest real images</source>
        <translation>最近的真实图像</translation>
    </message>
    <message>
        <source>Move over the map to see the nearest real images.</source>
        <translation>在地图上移动指针，查看最近的真实图像。</translation>
    </message>
</context>
<context>
    <name>NewSweep</name>
    <message>
        <source>The experiment in the form, trained once for each value and each seed, beside this window&apos;s run.</source>
        <translation>对表单中的实验，按每个取值和每个随机种子各训练一次，与本窗口的运行同时进行。</translation>
    </message>
    <message>
        <source>Start the sweep</source>
        <translation>开始扫描</translation>
    </message>
    <message>
        <source>Open a sweep…</source>
        <translation>打开扫描…</translation>
    </message>
    <message>
        <source>Earlier sweeps</source>
        <translation>以前的扫描</translation>
    </message>
    <message>
        <source>What will be trained</source>
        <translation>将要训练的运行</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Steps of each run</source>
        <translation>每次运行的步数</translation>
    </message>
    <message>
        <source>Processes at once</source>
        <translation>同时运行的进程数</translation>
    </message>
    <message>
        <source>Knob</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Values, with commas between them</source>
        <translation>取值，以逗号分隔</translation>
    </message>
    <message>
        <source>There is no experiment yet</source>
        <translation>还没有实验</translation>
    </message>
    <message>
        <source>No second knob</source>
        <translation>不用第二个设置</translation>
    </message>
    <message>
        <source>Only seeds</source>
        <translation>仅随机种子</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}/{1}</translation>
    </message>
    <message>
        <source>Choose two different knobs.</source>
        <translation>请选择两个不同的设置。</translation>
    </message>
    <message>
        <source>Processes at once: expected 1 to {0}.</source>
        <translation>同时运行的进程数：应为 1 至 {0}。</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>以及另外 {0} 项</translation>
    </message>
    <message>
        <source>{0} runs of {1} steps each.</source>
        <translation>{0} 次运行，每次 {1} 步。</translation>
    </message>
    <message>
        <source>As fast as the run in the window: about {0} min.</source>
        <translation>若与窗口中的运行一样快：约 {0} 分钟。</translation>
    </message>
</context>
<context>
    <name>NextCharacters</name>
    <message>
        <source>Of the model as it is, at temperature 1. A frame marks what is there. “A guess among N”: as open as a choice of N equally likely characters. A click on a bar types its character.</source>
        <translation>按模型本来的样子，即温度 1。方框标出原有的字符。“在 N 个中猜一个”：不确定的程度相当于在 N 个同样可能的字符中选一个。单击一条即输入该字符。</translation>
    </message>
    <message>
        <source>upright mark: share in the training text</source>
        <translation>竖线：在训练文本中的份额</translation>
    </message>
    <message>
        <source>What the models expect appears with their first weights.</source>
        <translation>有了首批权重后，模型的预期会显示在这里。</translation>
    </message>
    <message>
        <source>What the models expect appears after your guess.</source>
        <translation>您猜过之后，这里显示模型的预期。</translation>
    </message>
    <message>
        <source>{0} · step {1}</source>
        <translation>{0} · 第 {1} 步</translation>
    </message>
    <message>
        <source>at the start</source>
        <translation>开头处</translation>
    </message>
    <message>
        <source>behind “{0}”</source>
        <translation>“{0}”之后</translation>
    </message>
    <message>
        <source>{0} · there: {1}</source>
        <translation>{0} · 原有：{1}</translation>
    </message>
</context>
<context>
    <name>NoiseGrid</name>
    <message>
        <source>Decodes of the code with noise</source>
        <translation>编码加噪声后的解码</translation>
    </message>
    <message>
        <source>Move over a map: here stand the decodes of the code under the cursor, with noise on it.</source>
        <translation>在地图上移动指针：这里显示光标处编码加上噪声后的解码图像。</translation>
    </message>
</context>
<context>
    <name>NoiseLab</name>
    <message>
        <source>Noise scale</source>
        <translation>噪声倍数</translation>
    </message>
    <message>
        <source>Noise scale as a number</source>
        <translation>噪声倍数（数值）</translation>
    </message>
    <message>
        <source>How many σ of noise: 0 is exactly the code under the cursor, 1 what training adds</source>
        <translation>噪声为多少倍 σ：0 即光标处的编码本身，1 为训练时所加的噪声</translation>
    </message>
    <message>
        <source>Noise × σ</source>
        <translation>噪声 × σ</translation>
    </message>
    <message>
        <source>framed: no noise</source>
        <translation>带框者：无噪声</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>Click to dismiss</source>
        <translation>点击关闭</translation>
    </message>
</context>
<context>
    <name>NoteField</name>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>What you want to remember of this run; it is kept in its folder</source>
        <translation>关于这次运行您想记住的内容；保存在它的文件夹中</translation>
    </message>
    <message>
        <source>Select one run to write a note</source>
        <translation>选择一次运行以写备注</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>A picture could not be made: {0}</source>
        <translation>无法生成图像：{0}</translation>
    </message>
    <message>
        <source>The report is in {0}. Click here to open it.</source>
        <translation>报告在 {0}。点击此处打开。</translation>
    </message>
    <message>
        <source>The run&apos;s folder was gone. What is in memory was saved anew in {0}</source>
        <translation>运行文件夹不见了。内存中的内容已重新保存到 {0}</translation>
    </message>
    <message>
        <source>Rewound from step {0}. Click here to take that back.</source>
        <translation>已从第 {0} 步倒回起点。点击这里可以撤销。</translation>
    </message>
    <message>
        <source>{0} The run before goes on.</source>
        <translation>{0}之前的训练继续进行。</translation>
    </message>
    <message>
        <source>{0} The run before stays open.</source>
        <translation>{0}之前的训练仍然打开着。</translation>
    </message>
</context>
<context>
    <name>Odds</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>grey {0} of {1}</source>
        <translation>灰度 {0}/{1}</translation>
    </message>
    <message>
        <source>this colour</source>
        <translation>这种颜色</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Opened in part: {0}</source>
        <translation>仅部分打开：{0}</translation>
    </message>
    <message>
        <source>Opened in part: {0} (and {1} more)</source>
        <translation>仅部分打开：{0}（另有 {1} 项）</translation>
    </message>
</context>
<context>
    <name>PathEditor</name>
    <message>
        <source>Browse for %1</source>
        <translation>浏览以选择%1</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
</context>
<context>
    <name>PicturePane</name>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>There is no picture to export yet.</source>
        <translation>还没有可导出的图片。</translation>
    </message>
</context>
<context>
    <name>PicturesPanel</name>
    <message>
        <source>What the models make of your drawing appears here.</source>
        <translation>模型对您所画图像的重建会显示在这里。</translation>
    </message>
    <message>
        <source>Images never trained on, and what is left of them after the code.</source>
        <translation>从未用于训练的图像，以及它们经过编码后还剩下什么。</translation>
    </message>
    <message>
        <source>New images: random codes, decoded. The same random codes all along.</source>
        <translation>新图像：由随机编码解码而来。始终使用同一组随机编码。</translation>
    </message>
    <message>
        <source>The training images most like the picture under the cursor.</source>
        <translation>与光标处图像最相似的训练图像。</translation>
    </message>
    <message>
        <source>Pictures along the path through the pins. Press P on a map to put one down.</source>
        <translation>沿标记之间路径的图像。在地图上按 P 放置标记。</translation>
    </message>
    <message>
        <source>Draw something: its code appears on the maps, its reconstruction beside.</source>
        <translation>随便画点什么：其编码出现在地图上，重建显示在旁边。</translation>
    </message>
    <message>
        <source>New pictures as the models draw them now: the same random numbers all along.</source>
        <translation>模型此刻画出的新图片：始终使用同样的随机数。</translation>
    </message>
    <message>
        <source>Every place on this map is a code from which the generator draws. Drag anywhere and see what it makes of it; real examples have no place here, for nothing encodes them.</source>
        <translation>图上的每个位置都是一个编码，生成器由它画出结果。在任意处拖动，看看它画出什么；真实样本在这里没有位置，因为没有模型对它们编码。</translation>
    </message>
    <message>
        <source>Each dot is a training image; its code is its place along the line. Drag anywhere, between the dots too: the decoder draws what it believes lies there.</source>
        <translation>每个点是一张训练图像，其编码就是它在线上的位置。在任意处拖动，点与点之间也行：解码器会画出它认为那里应有的图像。</translation>
    </message>
    <message>
        <source>Reconstructions</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>held-out, fixed</source>
        <translation>固定的留出图像</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>近邻</translation>
    </message>
    <message>
        <source>Walk</source>
        <translation>漫游</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>手绘</translation>
    </message>
    <message>
        <source>Pin its code</source>
        <translation>标记其编码</translation>
    </message>
</context>
<context>
    <name>PixelLab</name>
    <message>
        <source>Previous image</source>
        <translation>上一张图像</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>下一张图像</translation>
    </message>
    <message>
        <source>Pixels changed</source>
        <translation>改动的像素数</translation>
    </message>
    <message>
        <source>Choose for me</source>
        <translation>替我选择</translation>
    </message>
    <message>
        <source>Puts the changed pixels back where they tell most</source>
        <translation>将改动的像素放回最能说明问题之处</translation>
    </message>
    <message>
        <source>Nothing is drawn on this image: there is no stroke to cut.</source>
        <translation>这张图像上什么也没画：没有可切断的笔画。</translation>
    </message>
    <message>
        <source>image {0} of {1}</source>
        <translation>第 {0} / {1} 张图像</translation>
    </message>
    <message>
        <source>pixel error</source>
        <translation>像素误差</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>judge: “{0}”</source>
        <translation>评判器：“{0}”</translation>
    </message>
</context>
<context>
    <name>PixelPictures</name>
    <message>
        <source>Four pictures and what their changes cost</source>
        <translation>四张图像及其改动的代价</translation>
    </message>
    <message>
        <source>Click to choose a pixel. Arrow keys move the one in the stroke, with Shift the far one.</source>
        <translation>点击选择像素。方向键移动笔画中的像素，按住 Shift 则移动远处的像素。</translation>
    </message>
    <message>
        <source>original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Held-out images appear with the data.</source>
        <translation>载入数据后，留出图像会显示在这里。</translation>
    </message>
</context>
<context>
    <name>PixelView</name>
    <message>
        <source>Surprise is −ln of the probability of what was there, whatever the temperature: as the model is, at 1.</source>
        <translation>惊讶度是原有内容概率的 −ln，与温度无关：按模型本来的样子，即温度 1。</translation>
    </message>
    <message>
        <source>These odds are of one order, from its first pixel on. Where a part is covered, endings see all {0} uncovered pixels, and those that are drawn by then.</source>
        <translation>这些概率属于一种顺序，从它的第一个像素开始。遮住一部分时，结果能看到全部 {0} 个未遮住的像素，以及届时已画出的像素。</translation>
    </message>
    <message>
        <source>What the model expects appears with its first weights.</source>
        <translation>有了首批权重后，模型的预期会显示在这里。</translation>
    </message>
    <message>
        <source>row {0}, column {1}</source>
        <translation>第 {0} 行，第 {1} 列</translation>
    </message>
    <message>
        <source>{0}, the most surprising</source>
        <translation>{0}，最令人惊讶</translation>
    </message>
    <message>
        <source>{0} · seen: {1} pixels before it in this order</source>
        <translation>{0} · 按此顺序之前看到 {1} 个像素</translation>
    </message>
    <message>
        <source>{0} · seen: {1} pixels before it</source>
        <translation>{0} · 之前看到 {1} 个像素</translation>
    </message>
    <message>
        <source>at temperature {0}</source>
        <translation>温度 {0} 时</translation>
    </message>
    <message>
        <source>covered: “truth” tells what was there</source>
        <translation>已遮住：“真相”会显示原有内容</translation>
    </message>
    <message>
        <source>covered</source>
        <translation>已遮住</translation>
    </message>
    <message>
        <source>was {0}, expected with {1} · {2} nats</source>
        <translation>原为{0}，预期概率 {1} · {2} nats</translation>
    </message>
    <message>
        <source>{0}: {1} · {2} nats</source>
        <translation>{0}：{1} · {2} nats</translation>
    </message>
    <message>
        <source>{0} · {1} nats</source>
        <translation>{0} · {1} nats</translation>
    </message>
</context>
<context>
    <name>PixelWords</name>
    <message>
        <source>over {0}</source>
        <translation>超过 {0}</translation>
    </message>
    <message>
        <source>first</source>
        <translation>第一处</translation>
    </message>
    <message>
        <source>second</source>
        <translation>第二处</translation>
    </message>
    <message>
        <source>stroke</source>
        <translation>笔画</translation>
    </message>
    <message>
        <source>far away</source>
        <translation>远处</translation>
    </message>
    <message>
        <source>the first change</source>
        <translation>第一处改动</translation>
    </message>
    <message>
        <source>the second</source>
        <translation>第二处改动</translation>
    </message>
    <message>
        <source>the change in the stroke</source>
        <translation>笔画中的改动</translation>
    </message>
    <message>
        <source>the one far away</source>
        <translation>远处的改动</translation>
    </message>
    <message>
        <source>To a pixel loss {0} and {1} cost exactly the same: {2}.</source>
        <translation>对像素损失而言，{0}与{1}的代价完全相同：{2}。</translation>
    </message>
    <message>
        <source>The same pixel error, and the features move about as far for both.</source>
        <translation>像素误差相同，特征的移动也大致相当。</translation>
    </message>
    <message>
        <source>The same pixel error, but {0} moves the features {2} times as far as {1}.</source>
        <translation>像素误差相同，但{0}使特征移动的距离是{1}的 {2} 倍。</translation>
    </message>
    <message>
        <source>The same pixel error, but here {1} moves the features {2} times as far as {0}.</source>
        <translation>像素误差相同，但此处{1}使特征移动的距离是{0}的 {2} 倍。</translation>
    </message>
    <message>
        <source>The judge is as sure of “{0}” either way: {3} and {4}.</source>
        <translation>两种情况下，评判器对“{0}”的把握相同：{3} 与 {4}。</translation>
    </message>
    <message>
        <source>The judge&apos;s confidence in “{0}”: {1} {3}, {2} {4}.</source>
        <translation>评判器对“{0}”的置信度：{1} {3}，{2} {4}。</translation>
    </message>
    <message>
        <source>Moving the picture by one pixel costs no more than that.</source>
        <translation>将图像平移一个像素，代价也不过如此。</translation>
    </message>
    <message>
        <source>Moved by one pixel, its error is {0} times as large, and the features move less.</source>
        <translation>平移一个像素，误差为 {0} 倍，而特征移动得更少。</translation>
    </message>
    <message>
        <source>Moved by one pixel, its error is {0} times as large.</source>
        <translation>平移一个像素，误差为 {0} 倍。</translation>
    </message>
    <message>
        <source>Moved by one pixel, it has {0} times the error and is still judged the same: {1}.</source>
        <translation>平移一个像素，误差为 {0} 倍，评判结果却不变：{1}。</translation>
    </message>
    <message>
        <source>Moved by one pixel, it has {0} times the error, and the confidence is {1}.</source>
        <translation>平移一个像素，误差为 {0} 倍，置信度为 {1}。</translation>
    </message>
</context>
<context>
    <name>PlaneChooser</name>
    <message>
        <source>Plane shown on the map</source>
        <translation>地图显示的平面</translation>
    </message>
    <message>
        <source>Two axes</source>
        <translation>两个坐标轴</translation>
    </message>
    <message>
        <source>PCA of the codes</source>
        <translation>编码的 PCA</translation>
    </message>
    <message>
        <source>3 pins</source>
        <translation>三个标记</translation>
    </message>
    <message>
        <source>Coordinate to the right</source>
        <translation>向右的坐标</translation>
    </message>
    <message>
        <source>Coordinate upwards</source>
        <translation>向上的坐标</translation>
    </message>
    <message>
        <source>Put three pins on the map first.</source>
        <translation>请先在地图上放三个标记。</translation>
    </message>
</context>
<context>
    <name>Prediction</name>
    <message>
        <source>You made no prediction here.</source>
        <translation>您在这里没有作预测。</translation>
    </message>
    <message>
        <source>This run has not told yet.</source>
        <translation>这次运行还没有给出答案。</translation>
    </message>
    <message>
        <source>As you predicted.</source>
        <translation>正如您所料。</translation>
    </message>
    <message>
        <source>It turned out otherwise.</source>
        <translation>结果有所不同。</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>The language changes when Latent Explorer is started again.</source>
        <translation>语言将在下次启动 Latent Explorer 时更改。</translation>
    </message>
    <message>
        <source>The next run is trained there; Rewind or Restart begins one.</source>
        <translation>下一次运行将在该设备上训练；“倒回”或“重新训练”会开始新的运行。</translation>
    </message>
</context>
<context>
    <name>PrepareClass</name>
    <message>
        <source>Prepare a class</source>
        <translation>准备课堂</translation>
    </message>
    <message>
        <source>Only what is ticked is there.</source>
        <translation>只出现勾选的内容。</translation>
    </message>
    <message>
        <source>What is ticked can only be read.</source>
        <translation>勾选的设置只能查看，不能修改。</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>界面部分</translation>
    </message>
    <message>
        <source>Locked settings</source>
        <translation>锁定的设置</translation>
    </message>
    <message>
        <source>Everybody who opens the file begins alike: same seed, one thread, the same pictures.</source>
        <translation>打开这个文件的人起点都一样：种子相同，一个线程，画面相同。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Try it here</source>
        <translation>在此试用</translation>
    </message>
    <message>
        <source>This window becomes that of the class</source>
        <translation>这个窗口会变成课堂的样子</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Map layers</source>
        <translation>地图图层</translation>
    </message>
    <message>
        <source>Settings of the models</source>
        <translation>模型的设置</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>And {0} more.</source>
        <translation>还有 {0} 个。</translation>
    </message>
    <message>
        <source>To read aloud or write on the board: lesson and seed alone. What is hidden or locked, language and size are in the file.</source>
        <translation>可以念出来或写在黑板上：只包含课和种子。隐藏和锁定的内容、语言与文字大小都在文件里。</translation>
    </message>
    <message>
        <source>A code names a lesson. Without one, hand out the file.</source>
        <translation>代码只用于课。没有选课时，请分发文件。</translation>
    </message>
    <message>
        <source>The title needs some letters, and no markup.</source>
        <translation>标题要有文字，且不能含标记。</translation>
    </message>
</context>
<context>
    <name>Preset</name>
    <message>
        <source>Digits: autoencoder</source>
        <translation>数字：自编码器</translation>
    </message>
    <message>
        <source>Small real digits, squeezed into two numbers each: where do they go, and what is between them?</source>
        <translation>小数字各压成两个数：落在何处？之间又是什么？</translation>
    </message>
    <message>
        <source>Digits: AE beside VAE</source>
        <translation>数字：AE 与 VAE</translation>
    </message>
    <message>
        <source>Two models learn the same pictures side by side: compare how their maps fill up.</source>
        <translation>并排学同样的图：比较地图如何填满。</translation>
    </message>
    <message>
        <source>Beta dial: four strengths</source>
        <translation>β：四种强度</translation>
    </message>
    <message>
        <source>One network, four betas: 0 is an autoencoder, 1 the VAE, and 8 orders the map until it forgets.</source>
        <translation>0 为自编码器，1 为 VAE，8 规整到遗忘。</translation>
    </message>
    <message>
        <source>Ring: a GAN that collapses</source>
        <translation>圆环：模式崩溃</translation>
    </message>
    <message>
        <source>Digits: GAN</source>
        <translation>数字：GAN</translation>
    </message>
    <message>
        <source>Small real digits, forged by a small network: from noise to handwriting in a minute.</source>
        <translation>小网络伪造小数字：一分钟内由噪声到手写。</translation>
    </message>
    <message>
        <source>Grid: GAN</source>
        <translation>网格：GAN</translation>
    </message>
    <message>
        <source>Twenty-five clouds: pairing real with fake points, the relativistic loss finds them all.</source>
        <translation>二十五团：相对式损失将真伪配对，全部找到。</translation>
    </message>
    <message>
        <source>Ring: GAN</source>
        <translation>圆环：GAN</translation>
    </message>
    <message>
        <source>Nothing keeps this discriminator smooth: see the fakes huddle on one cloud. Can you mend it?</source>
        <translation>判别器不受平滑约束：伪造样本挤成一团。能修好吗？</translation>
    </message>
    <message>
        <source>Watch a generator find eight clouds of points by asking a discriminator for the way.</source>
        <translation>看生成器向判别器问路，找到八团点。</translation>
    </message>
    <message>
        <source>Ring: four losses compared</source>
        <translation>圆环：四种损失</translation>
    </message>
    <message>
        <source>Same data, same networks, same seed: only what the players strive for differs.</source>
        <translation>数据、网络、种子都相同：只有双方目标不同。</translation>
    </message>
    <message>
        <source>Moon phases: one number</source>
        <translation>月相：一个数</translation>
    </message>
    <message>
        <source>3x3: counting beside networks</source>
        <translation>3×3：计数与网络并列</translation>
    </message>
    <message>
        <source>From new to full moon along a single number: walk along the line and watch the moon wax.</source>
        <translation>沿着一个数从新月到满月：在线上漫游，看月亮渐盈。</translation>
    </message>
    <message>
        <source>Moon phases: a circle</source>
        <translation>月相：圆</translation>
    </message>
    <message>
        <source>Waxing and waning make a circle; a code of one number has to tear it somewhere.</source>
        <translation>盈亏构成一个圆；只有一个数的编码必在某处断开它。</translation>
    </message>
    <message>
        <source>Moon phases: only the ends</source>
        <translation>月相：只有两端</translation>
    </message>
    <message>
        <source>Training shows only new and full moons: does a model invent the half-moon between them?</source>
        <translation>只用新月与满月训练：模型能想出其间的半月吗？</translation>
    </message>
    <message>
        <source>Digits: VAE</source>
        <translation>数字：VAE</translation>
    </message>
    <message>
        <source>Fourteen pictures, and that is all: two pixels before it are too few, all of them are enough.</source>
        <translation>总共只有十四张图像：只看前两个像素太少，看前面的全部就够了。</translation>
    </message>
    <message>
        <source>Digits: pixel by pixel, compared</source>
        <translation>数字：逐像素绘制的对比</translation>
    </message>
    <message>
        <source>Digits: AE and mixture of its codes</source>
        <translation>数字：自编码器与编码的混合高斯</translation>
    </message>
    <message>
        <source>A mixture follows the codes of an autoencoder: what it draws from lies where there are digits.</source>
        <translation>混合高斯跟随自编码器的编码：它只在有数字的地方采样。</translation>
    </message>
    <message>
        <source>A perceptron, small windows, a walk down the rows, and a VAE that draws all at once: whose nats win?</source>
        <translation>感知机、小窗口、逐行前行，以及一次画完的 VAE：谁的 nats 胜出？</translation>
    </message>
    <message>
        <source>Digits: pixel after pixel</source>
        <translation>数字：逐个像素</translation>
    </message>
    <message>
        <source>Small real digits in black and white: each pixel is guessed from those before it.</source>
        <translation>真实的黑白小数字：每个像素都由前面的像素猜出。</translation>
    </message>
    <message>
        <source>Digits: maps side by side</source>
        <translation>数字：多张地图并列</translation>
    </message>
    <message>
        <source>Digits: PixelCNN</source>
        <translation>数字：PixelCNN</translation>
    </message>
    <message>
        <source>Each pixel of a small digit in sixteen greys is guessed from those above it and to its left.</source>
        <translation>十六级灰度的小数字，每个像素都由它上方和左方的像素猜出。</translation>
    </message>
    <message>
        <source>Digits: self-organising map</source>
        <translation>数字：自组织映射</translation>
    </message>
    <message>
        <source>A net of 144 digits draws itself together until like lies beside like; walk over it.</source>
        <translation>由 144 个数字织成的网自行收拢，直到相似的彼此相邻；可在其上漫步。</translation>
    </message>
    <message>
        <source>The same small digits, but each code is a little cloud: the map closes up around the centre.</source>
        <translation>同样的数字，编码成了小云团：地图向中心收拢。</translation>
    </message>
    <message>
        <source>The same pictures on maps of two networks and on maps drawn without one: which to trust for what?</source>
        <translation>同样的图像，在两个网络的地图上，也在不用网络绘制的地图上：哪一张在哪方面可信？</translation>
    </message>
    <message>
        <source>Digits: sheet, net and network</source>
        <translation>数字：平面、网与网络</translation>
    </message>
    <message>
        <source>Two numbers a digit, by a flat sheet, a net of prototypes and a network: where are the holes?</source>
        <translation>每个数字两个数：用一个平面、一张原型之网，或一个网络：空洞在哪里？</translation>
    </message>
    <message>
        <source>Names: four ways to write them</source>
        <translation>人名：四种写法</translation>
    </message>
    <message>
        <source>Counts, a memory, windows and attention read the same names: who invents the best ones?</source>
        <translation>计数、记忆、窗口和注意力读同样的人名：谁编得最好？</translation>
    </message>
    <message>
        <source>Three clouds: a bad start</source>
        <translation>三团点：糟糕的起点</translation>
    </message>
    <message>
        <source>Two components begin in one cloud and stay: EM only climbs, and this hill is the lower one.</source>
        <translation>两个分量从同一团开始便留在那里：EM 只会上坡，而这座山更矮。</translation>
    </message>
    <message>
        <source>Three clouds: a singularity</source>
        <translation>三团点：奇异点</translation>
    </message>
    <message>
        <source>One component shrinks onto a single point and is endlessly dense there; a floor under it cures that.</source>
        <translation>一个分量缩到单个点上，密度无限增大；给方差设下限即可治好。</translation>
    </message>
    <message>
        <source>Three clouds: Gaussian mixture</source>
        <translation>三团点：混合高斯</translation>
    </message>
    <message>
        <source>Press E and M in turn: three Gaussians share the points among them until nothing moves any more.</source>
        <translation>轮流按 E 与 M：三个高斯分布分摊各点，直到不再变化。</translation>
    </message>
    <message>
        <source>Colours: self-organising map</source>
        <translation>颜色：自组织映射</translation>
    </message>
    <message>
        <source>Noise becomes a map of all colours: three numbers on a flat net, so somewhere it has to fold.</source>
        <translation>噪声变成一张包含所有颜色的映射：三个数铺在一张平网上，总有地方要折起来。</translation>
    </message>
    <message>
        <source>SeqGAN and an oracle</source>
        <translation>SeqGAN 与神谕</translation>
    </message>
    <message>
        <source>Likely texts or texts that please a judge? By the oracle, likelihood writes better at every variety.</source>
        <translation>写可能的文本，还是写讨评判者喜欢的文本？神谕说：多样性相同时，最大似然写得更好。</translation>
    </message>
    <message>
        <source>Ring: how many components?</source>
        <translation>圆环：要多少个分量？</translation>
    </message>
    <message>
        <source>Eight clouds and 2, 4, 8 or 16 Gaussians: too few must span a gap, and too many gain nothing.</source>
        <translation>八团点，用 2、4、8 或 16 个高斯分布：太少须跨越空隙，太多并无所得。</translation>
    </message>
    <message>
        <source>Ring: Wasserstein GAN</source>
        <translation>圆环：WGAN</translation>
    </message>
    <message>
        <source>A critic with a slope of one: its hills reach everywhere, so that no point is left without a push.</source>
        <translation>斜率为一的评论家：坡面遍及各处，点点受推。</translation>
    </message>
    <message>
        <source>Sprites: pixel after pixel</source>
        <translation>小精灵：逐像素绘制</translation>
    </message>
    <message>
        <source>Small creatures in sixteen colours: a model paints new ones, each pixel after those before it.</source>
        <translation>十六种颜色的小生物：模型逐像素画出新的，每个像素都取决于它之前的像素。</translation>
    </message>
    <message>
        <source>Sums: a network learns to add</source>
        <translation>算式：网络学会加法</translation>
    </message>
    <message>
        <source>Twelve plus seven is nineteen: from babble to grammar, and then to sums that are true.</source>
        <translation>十二加七等于十九：从胡言乱语到合乎语法，再到算得正确。</translation>
    </message>
    <message>
        <source>MNIST: autoencoder, 2 numbers</source>
        <translation>MNIST：自编码器，2 维</translation>
    </message>
    <message>
        <source>70 000 handwritten digits on a flat map: classes form rays with empty land between them.</source>
        <translation>7 万个数字成放射状，其间是空地。</translation>
    </message>
    <message>
        <source>MNIST: autoencoder, 32 numbers</source>
        <translation>MNIST：自编码器，32 维</translation>
    </message>
    <message>
        <source>With 32 numbers per digit the copies are almost perfect, but random codes are not digits.</source>
        <translation>重建近乎完美，但随机编码不是数字。</translation>
    </message>
    <message>
        <source>MNIST: AE beside VAE</source>
        <translation>MNIST：AE 与 VAE</translation>
    </message>
    <message>
        <source>The same digits, the same network: wide holes in the map of one, few in the other.</source>
        <translation>同样的数字，同样的网络：一张图上空洞很大，另一张上很少。</translation>
    </message>
    <message>
        <source>MNIST: any order</source>
        <translation>MNIST：任意顺序</translation>
    </message>
    <message>
        <source>Cover what you like: it also uses what lies below and to the right of a hole.</source>
        <translation>想遮哪里就遮哪里：它也会利用空缺下方和右方的内容。</translation>
    </message>
    <message>
        <source>MNIST: GAN by class</source>
        <translation>MNIST：条件 GAN</translation>
    </message>
    <message>
        <source>Ask for a digit: the label says which, the noise how it is written.</source>
        <translation>标签决定是几，噪声决定写法。</translation>
    </message>
    <message>
        <source>MNIST: convolutional VAE</source>
        <translation>MNIST：卷积 VAE</translation>
    </message>
    <message>
        <source>A VAE that looks at small patches instead of single pixels.</source>
        <translation>看小块区域而非单个像素的 VAE。</translation>
    </message>
    <message>
        <source>MNIST: convolutional GAN</source>
        <translation>MNIST：卷积 GAN</translation>
    </message>
    <message>
        <source>Handwritten digits from noise: the generator draws strokes, the discriminator looks at patches.</source>
        <translation>生成器画笔画，判别器看小块。</translation>
    </message>
    <message>
        <source>MNIST: MADE, pixel after pixel</source>
        <translation>MNIST：MADE，逐个像素</translation>
    </message>
    <message>
        <source>Handwritten digits with exact probabilities: how surprising is every single pixel?</source>
        <translation>概率精确的手写数字：每一个像素有多令人惊讶？</translation>
    </message>
    <message>
        <source>MNIST: maps side by side</source>
        <translation>MNIST：多张地图并列</translation>
    </message>
    <message>
        <source>Handwritten digits on maps of two networks and on maps drawn without one: what is between the dots?</source>
        <translation>手写数字，在两个网络的地图上，也在不用网络绘制的地图上：点与点之间有什么？</translation>
    </message>
    <message>
        <source>MNIST: PixelRNN, row after row</source>
        <translation>MNIST：PixelRNN，逐行绘制</translation>
    </message>
    <message>
        <source>Memory walks down the picture, row after row, and paints pixel after pixel.</source>
        <translation>记忆逐行走下图像，一个像素接一个像素地绘制。</translation>
    </message>
    <message>
        <source>MNIST: PixelCNN</source>
        <translation>MNIST：PixelCNN</translation>
    </message>
    <message>
        <source>Black and white digits, pixel after pixel: small windows for strokes, a MADE for the whole.</source>
        <translation>黑白数字，一个像素接一个像素：小窗口管笔画，MADE 管整体。</translation>
    </message>
    <message>
        <source>MNIST: VAE, 20 numbers</source>
        <translation>MNIST：VAE，20 维</translation>
    </message>
    <message>
        <source>Room for style as well as shape: sharper copies, and samples from pure noise.</source>
        <translation>容得下笔风：重建更清晰，噪声可采样。</translation>
    </message>
    <message>
        <source>MNIST: VAE, 2 numbers</source>
        <translation>MNIST：VAE，2 维</translation>
    </message>
    <message>
        <source>Handwritten digits on a flat map where nearly every point decodes to a digit.</source>
        <translation>平面地图上几乎每一点都能解码出数字。</translation>
    </message>
    <message>
        <source>MNIST: VAE beside GAN</source>
        <translation>MNIST：VAE 与 GAN</translation>
    </message>
    <message>
        <source>One model must explain every digit, the other only has to fool: soft and complete, or sharp?</source>
        <translation>一个须解释每个数字，一个只需骗过：柔和完整，还是清晰？</translation>
    </message>
    <message>
        <source>MNIST: Wasserstein GAN</source>
        <translation>MNIST：WGAN</translation>
    </message>
    <message>
        <source>The critic measures how far the forged digits are from real ones: a loss that means something.</source>
        <translation>评论家衡量真伪之距：损失有意义。</translation>
    </message>
    <message>
        <source>Poems: a memory writes quatrains</source>
        <translation>古诗：靠记忆写绝句</translation>
    </message>
    <message>
        <source>Classical Chinese quatrains, character by character: the form comes first, the sense later.</source>
        <translation>中国古典绝句，逐个字符：先有形式，后有意思。</translation>
    </message>
    <message>
        <source>Poems: a transformer</source>
        <translation>古诗：Transformer</translation>
    </message>
    <message>
        <source>It looks back at every character before it: how far does it beat counting three at a time?</source>
        <translation>它回看前面的每一个字：比三个字一组的计数强多少？</translation>
    </message>
    <message>
        <source>Museum: an expert far ahead</source>
        <translation>博物馆：专家遥遥领先</translation>
    </message>
    <message>
        <source>The same expert, five moves to one: with minimax the forger hears nothing, with the other loss all.</source>
        <translation>同样的专家，五次更新对一次：用极小极大，伪造者什么也听不到；用另一个损失，全都听得到。</translation>
    </message>
    <message>
        <source>Museum: samples without noise</source>
        <translation>博物馆：没有噪声的样本</translation>
    </message>
    <message>
        <source>New codes drawn with sigma 0.00001: a page full of samples, and all of them are the same.</source>
        <translation>新编码用 sigma 0.00001 抽取：满满一页样本，全都一样。</translation>
    </message>
    <message>
        <source>Museum: a mask that is off by one</source>
        <translation>博物馆：错了一位的掩码</translation>
    </message>
    <message>
        <source>Each pixel sees itself: the surprise falls below what can be, and every picture drawn is blank.</source>
        <translation>每个像素都看得见自己：惊讶度降到了不可能的低处，画出的每幅图像都是空白。</translation>
    </message>
    <message>
        <source>Museum: likelihood without a floor</source>
        <translation>博物馆：没有下限的似然</translation>
    </message>
    <message>
        <source>One component shrinks onto one point: the likelihood goes to infinity, and nothing has been learned.</source>
        <translation>一个分量缩到一个点上：似然趋于无穷，却什么也没有学到。</translation>
    </message>
    <message>
        <source>Museum: a VAE without its KL</source>
        <translation>博物馆：没有 KL 的 VAE</translation>
    </message>
    <message>
        <source>Nothing, or a layer norm, in the place of the KL: what the prior draws lies off the data.</source>
        <translation>KL 的位置空着，或换成层归一化：先验画出的东西偏离数据。</translation>
    </message>
    <message>
        <source>Museum: a distance without a bound</source>
        <translation>博物馆：没有界限的距离</translation>
    </message>
    <message>
        <source>A critic that may be as steep as it likes: the distance grows and grows, and measures nothing.</source>
        <translation>想多陡就多陡的评论家：距离越来越大，却什么也没有量到。</translation>
    </message>
    <message>
        <source>Museum: one loss for both</source>
        <translation>博物馆：两者共用一个损失</translation>
    </message>
    <message>
        <source>The move of the forger also moves the expert: it learns to praise, and one picture passes for all.</source>
        <translation>伪造者的更新也更新了专家：它学会了夸奖，一幅图像冒充了所有数字。</translation>
    </message>
    <message>
        <source>Museum: one noise for all</source>
        <translation>博物馆：大家共用一份噪声</translation>
    </message>
    <message>
        <source>One draw of noise for the whole batch: its error does not average out, and learning pays for it.</source>
        <translation>整个批次只抽一次噪声：误差不会平均掉，学习为此付出代价。</translation>
    </message>
    <message>
        <source>Museum: an exam on the exercises</source>
        <translation>博物馆：拿练习题来考试</translation>
    </message>
    <message>
        <source>Twins to the last bit, and 64 pictures learned by heart; only what is called the test differs.</source>
        <translation>逐位相等的孪生兄弟，背下 64 幅图像；不同的只是所谓的测试。</translation>
    </message>
    <message>
        <source>Museum: pixels averaged</source>
        <translation>博物馆：对像素取平均</translation>
    </message>
    <message>
        <source>A loss of two means weighs the KL 32 times too much: every latent collapses, one picture is left.</source>
        <translation>两个平均组成的损失使 KL 重了 32 倍：所有潜变量坍缩，只剩一幅图像。</translation>
    </message>
    <message>
        <source>Museum: a picture past the code</source>
        <translation>博物馆：绕过编码的图像</translation>
    </message>
    <message>
        <source>A decoder that reads where the encoder&apos;s pooling looked draws the picture, whatever the code says.</source>
        <translation>解码器读到编码器的池化看了哪里，不论编码说什么都画出原图。</translation>
    </message>
    <message>
        <source>Museum: ReLU as the last layer</source>
        <translation>博物馆：最后一层是 ReLU</translation>
    </message>
    <message>
        <source>Pixels that are below zero for every picture get no gradient: they stay black for good.</source>
        <translation>对每幅图像都低于零的像素得不到梯度：它们一直是黑的。</translation>
    </message>
    <message>
        <source>Museum: softmax, then the logarithm</source>
        <translation>博物馆：先 softmax，再取对数</translation>
    </message>
    <message>
        <source>A deep expert is soon so sure that its probabilities are cut: from there on nobody learns anything.</source>
        <translation>很深的专家很快就极有把握，概率被截断：从此谁也学不到任何东西。</translation>
    </message>
    <message>
        <source>Museum: the KL of another sigma</source>
        <translation>博物馆：另一个 sigma 的 KL</translation>
    </message>
    <message>
        <source>Log sigma taken for log sigma²: the codes fill half of the room that new ones are drawn from.</source>
        <translation>把 log sigma 当作 log sigma²：编码只占新编码抽取范围的一半。</translation>
    </message>
    <message>
        <source>Fourteen pictures</source>
        <translation>十四幅图像</translation>
    </message>
    <message>
        <source>Moons, one number</source>
        <translation>月相：一个数</translation>
    </message>
    <message>
        <source>Digits, 1, 2 and 16 numbers</source>
        <translation>数字：1、2 和 16 个数</translation>
    </message>
    <message>
        <source>Digits, two numbers</source>
        <translation>数字：两个数</translation>
    </message>
    <message>
        <source>Two VAEs, with and without KL</source>
        <translation>两个 VAE：有 KL 与没有 KL</translation>
    </message>
    <message>
        <source>AE beside VAE</source>
        <translation>AE 与 VAE</translation>
    </message>
    <message>
        <source>A VAE of eight numbers</source>
        <translation>八个数的 VAE</translation>
    </message>
    <message>
        <source>Ring: eight clouds</source>
        <translation>环：八团点</translation>
    </message>
    <message>
        <source>Digits: an expert with a head start</source>
        <translation>数字：先学一步的专家</translation>
    </message>
    <message>
        <source>Digits on demand</source>
        <translation>点名要数字</translation>
    </message>
    <message>
        <source>Two starts</source>
        <translation>两个起点</translation>
    </message>
    <message>
        <source>A lonely point</source>
        <translation>一个孤单的点</translation>
    </message>
    <message>
        <source>Digits in eight numbers</source>
        <translation>八个数表示的数字</translation>
    </message>
</context>
<context>
    <name>PresetCards</name>
    <message>
        <source>More…</source>
        <translation>更多…</translation>
    </message>
    <message>
        <source>All runs…</source>
        <translation>所有运行…</translation>
    </message>
    <message>
        <source>What was trained before</source>
        <translation>以前训练过的</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>PresetDesk</name>
    <message>
        <source>These data are in use already.</source>
        <translation>这些数据已在使用中。</translation>
    </message>
</context>
<context>
    <name>ProgressDots</name>
    <message>
        <source>Step {0} of {1}</source>
        <translation>第 {0} 步，共 {1} 步</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>Range</name>
    <message>
        <source>one of %1</source>
        <translation>以下之一：%1</translation>
    </message>
    <message>
        <source>whole numbers from %1 to %2</source>
        <translation>%1 至 %2 的整数</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>不小于 %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>不大于 %1</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>是或否</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>whole numbers such as [512, 256]</source>
        <translation>整数列表，如 [512, 256]</translation>
    </message>
    <message>
        <source>a path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数</translation>
    </message>
</context>
<context>
    <name>Rates</name>
    <message>
        <source>in force: {0} ({1} %)</source>
        <translation>实际为 {0}（{1} %）</translation>
    </message>
    <message>
        <source>{0}, beyond the plan</source>
        <translation>{0}，已超出计划</translation>
    </message>
    <message>
        <source>The rate rises over the first steps, falls over the planned ones to a hundredth, and stays there beyond them. To train on at a higher rate, plan more steps and fork.</source>
        <translation>学习率在最初几步中升高，随后在计划步数内降到百分之一，超出计划后保持不变。若要以更高的学习率继续训练，请增大步数并另开分支。</translation>
    </message>
    <message>
        <source>rate {0} %</source>
        <translation>学习率 {0} %</translation>
    </message>
</context>
<context>
    <name>Reconstructions</name>
    <message>
        <source>Reconstructions of held-out images</source>
        <translation>留出图像的重建</translation>
    </message>
    <message>
        <source>original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Nothing here encodes images, so none can be reconstructed.</source>
        <translation>这里没有能编码图像的模型，因此无法重建。</translation>
    </message>
    <message>
        <source>Reconstructions appear with the first pictures of a model that encodes.</source>
        <translation>能编码的模型给出首批图像后，重建会显示在这里。</translation>
    </message>
</context>
<context>
    <name>RecoveryBar</name>
    <message>
        <source>Recover</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Open the run as it was last saved</source>
        <translation>打开上次保存时的运行</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>The run stays in the list</source>
        <translation>该运行保留在列表中</translation>
    </message>
    <message>
        <source>“{title}” was cut off before it was closed; it is saved up to step {step}.</source>
        <translation>“{title}”上次未正常关闭，已保存到第 {step} 步。</translation>
    </message>
</context>
<context>
    <name>Region</name>
    <message>
        <source>prior</source>
        <translation>先验</translation>
    </message>
    <message>
        <source>box of the codes</source>
        <translation>编码的包围盒</translation>
    </message>
    <message>
        <source>Gaussian fitted to the codes</source>
        <translation>对编码拟合的高斯分布</translation>
    </message>
    <message>
        <source>mixture fitted to the codes</source>
        <translation>对编码拟合的混合高斯</translation>
    </message>
</context>
<context>
    <name>RegionComparison</name>
    <message>
        <source>Draws the region on the maps: each Gaussian at one and two standard deviations, as its shadow on the plane</source>
        <translation>在地图上画出区域：每个高斯分布画在一倍和两倍标准差处，即其在该平面上的投影</translation>
    </message>
    <message>
        <source>On the maps</source>
        <translation>画在地图上</translation>
    </message>
</context>
<context>
    <name>RegionTable</name>
    <message>
        <source>Share in holes by region</source>
        <translation>各区域落入空洞的比例</translation>
    </message>
    <message>
        <source>Shares appear when the holes of each region have been counted.</source>
        <translation>数完各区域的空洞后，这里会出现比例。</translation>
    </message>
</context>
<context>
    <name>RegionWords</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Full for codes of up to 8 numbers, along the axes for wider ones</source>
        <translation>编码不超过 8 个数时为完整，更宽时只沿坐标轴</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>Each Gaussian may be stretched in any direction</source>
        <translation>每个高斯分布可沿任意方向拉伸</translation>
    </message>
    <message>
        <source>Diagonal</source>
        <translation>对角</translation>
    </message>
    <message>
        <source>Each Gaussian may be stretched along the axes alone</source>
        <translation>每个高斯分布只能沿坐标轴拉伸</translation>
    </message>
    <message>
        <source>Spherical</source>
        <translation>球形</translation>
    </message>
    <message>
        <source>Each Gaussian is round, and may be wider than another</source>
        <translation>每个高斯分布都是圆的，但宽窄可各不相同</translation>
    </message>
    <message>
        <source>Tied</source>
        <translation>共用</translation>
    </message>
    <message>
        <source>All Gaussians are stretched alike</source>
        <translation>所有高斯分布的拉伸相同</translation>
    </message>
    <message>
        <source>{label} · {region}: {share} of {count} codes in holes (95 %: {low} to {high})</source>
        <translation>{label} · {region}：{count} 个编码中有 {share} 落在空洞里（95%：{low} 至 {high}）</translation>
    </message>
    <message>
        <source>Too few codes for {0} Gaussians: {1} were fitted.</source>
        <translation>编码太少，不足以拟合 {0} 个高斯分布：只拟合了 {1} 个。</translation>
    </message>
    <message>
        <source>A mixture fitted to the codes draws where codes are. The decoder stays the same, and so do the holes: they are drawn from less often.</source>
        <translation>对编码拟合的混合高斯在有编码的地方抽取。解码器不变，空洞也不变：只是更少从空洞里抽取。</translation>
    </message>
</context>
<context>
    <name>RegionsLab</name>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
</context>
<context>
    <name>RegionsPage</name>
    <message>
        <source>PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>There are no shares to export yet.</source>
        <translation>还没有可导出的比例。</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Reports of a class</source>
        <translation>全班的报告</translation>
    </message>
    <message>
        <source>reports: {count}</source>
        <translation>报告：{count} 份</translation>
    </message>
    <message>
        <source>{name}, version {version}</source>
        <translation>{name}，第 {version} 版</translation>
    </message>
    <message>
        <source>name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>class code</source>
        <translation>课堂代码</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Several reports by the same name: {names}.</source>
        <translation>有多份报告姓名相同：{names}。</translation>
    </message>
    <message>
        <source>Not all belong to the same class: {codes}.</source>
        <translation>这些报告不都属于同一课堂：{codes}。</translation>
    </message>
    <message>
        <source>Seeds differ, and so does what was seen: {seeds}.</source>
        <translation>种子不同，所见也就不同：{seeds}。</translation>
    </message>
    <message>
        <source>These differ: {what}. Numbers may differ in the last digits.</source>
        <translation>以下各项不同：{what}。数值的末几位可能不同。</translation>
    </message>
    <message>
        <source>Files and machines</source>
        <translation>文件与机器</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>未读取</translation>
    </message>
    <message>
        <source>question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>processors</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>{title} · logarithmic axis</source>
        <translation>{title} · 对数坐标</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>On held-out examples that the keyframe of step {step:,} was measured with.</source>
        <translation>在第 {step:,} 步关键帧所用的留出样本上测得。</translation>
    </message>
    <message>
        <source>{value} (real: {real})</source>
        <translation>{value}（真实样本：{real}）</translation>
    </message>
    <message>
        <source>{done} of {all} steps</source>
        <translation>完成 {done} / {all} 个步骤</translation>
    </message>
    <message>
        <source>{minutes:.0f} min</source>
        <translation>{minutes:.0f} 分钟</translation>
    </message>
    <message>
        <source>prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>turned out</source>
        <translation>实际结果</translation>
    </message>
    <message>
        <source>at step</source>
        <translation>所在步数</translation>
    </message>
    <message>
        <source>not revealed</source>
        <translation>未揭晓</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>was shown</source>
        <translation>由程序演示</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>未到达</translation>
    </message>
    <message>
        <source>Nothing of this has left the machine by itself: the file goes where its reader takes it.</source>
        <translation>其中没有任何内容自动离开这台机器：文件只会到读者带它去的地方。</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>{right} of {asked} predictions right</source>
        <translation>{asked} 个预测中 {right} 个正确</translation>
    </message>
    <message>
        <source>Lesson: {title}</source>
        <translation>课程：{title}</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>逐步记录</translation>
    </message>
    <message>
        <source>The run in numbers</source>
        <translation>运行的数值</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>运行环境</translation>
    </message>
    <message>
        <source>lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>Pictures were made smaller or texts shorter, so that the file stays below 2 MB.</source>
        <translation>图像已缩小或文字已缩短，使文件不超过 2 MB。</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>未填姓名</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>what was said at the end</source>
        <translation>最后的说明</translation>
    </message>
    <message>
        <source>{place} · step {step:,}: {what}</source>
        <translation>{place} · 第 {step:,} 步：{what}</translation>
    </message>
    <message>
        <source>went on with the weights of step {step:,}</source>
        <translation>以第 {step:,} 步的权重继续</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>以及另外 {count} 项</translation>
    </message>
    <message>
        <source>fork of {run}</source>
        <translation>由“{run}”分出的新训练</translation>
    </message>
    <message>
        <source>moved by hand</source>
        <translation>手动移动</translation>
    </message>
    <message>
        <source>moves of one player at a time</source>
        <translation>双方逐一单独更新</translation>
    </message>
    <message>
        <source>the two directions of {width} numbers in which the codes vary most</source>
        <translation>{width} 维编码中变化最大的两个方向</translation>
    </message>
    <message>
        <source>Map of the codes of {model}</source>
        <translation>{model} 的编码图</translation>
    </message>
    <message>
        <source>the two of {width} numbers that vary most</source>
        <translation>{width} 个数中变化最大的两个</translation>
    </message>
    <message>
        <source>Held-out pictures, and below them what {model} makes of them</source>
        <translation>留出图像，下方是 {model} 对它们的重建</translation>
    </message>
    <message>
        <source>New examples, drawn by {model} from fixed noise</source>
        <translation>{model} 由固定噪声生成的新样本</translation>
    </message>
    <message>
        <source>{count:,} training examples</source>
        <translation>{count:,} 个训练样本</translation>
    </message>
    <message>
        <source>one number a code; classes above each other</source>
        <translation>编码只有一个数；各类别上下排列</translation>
    </message>
    <message>
        <source>direction 1</source>
        <translation>方向 1</translation>
    </message>
    <message>
        <source>direction 2</source>
        <translation>方向 2</translation>
    </message>
    <message>
        <source>no class</source>
        <translation>无类别</translation>
    </message>
    <message>
        <source>{model}: samples in colour, the data grey</source>
        <translation>{model}：彩色为生成样本，灰色为数据</translation>
    </message>
    <message>
        <source>The data are read again, and have to be as they were: {files}</source>
        <translation>数据会重新读取，且须与当时相同：{files}</translation>
    </message>
    <message>
        <source>This trains anew, to step {step:,}, with the settings that this run had last. It does not repeat what happened on the way, so its numbers are others.</source>
        <translation>此命令用该运行最后的设置从头训练到第 {step:,} 步。它不会重复途中发生的事，因此数值会不同。</translation>
    </message>
    <message>
        <source>This trains with the settings that were written down; what happened on the way is not known.</source>
        <translation>此命令用记录下来的设置训练；途中发生过什么并不清楚。</translation>
    </message>
    <message>
        <source>This trains it as it is planned.</source>
        <translation>此命令按计划训练。</translation>
    </message>
    <message>
        <source>The number of threads changed on the way, which can decide the last digits.</source>
        <translation>途中线程数有变，这可能影响末几位数字。</translation>
    </message>
    <message>
        <source>Lines are measured on the training batches, dots on held-out examples at the keyframes.</source>
        <translation>曲线在训练批次上测得，圆点在关键帧处的留出样本上测得。</translation>
    </message>
    <message>
        <source>Measured on all held-out examples and, for samples, on as many drawn anew.</source>
        <translation>在全部留出样本上测得；生成样本则以同样多新抽取的样本测得。</translation>
    </message>
    <message>
        <source>Report of Latent Explorer {version}, made on {date}.</source>
        <translation>Latent Explorer {version} 的报告，生成于 {date}。</translation>
    </message>
    <message>
        <source>Trained to its end: {step:,} steps.</source>
        <translation>训练已完成：{step:,} 步。</translation>
    </message>
    <message>
        <source>At step {step:,}.</source>
        <translation>第 {step:,} 步。</translation>
    </message>
    <message>
        <source>This trains the same run again; in other versions or on another processor the last digits may differ.</source>
        <translation>此命令会重新训练同样的运行；版本或处理器不同时，末几位数字可能不同。</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>缺少的内容</translation>
    </message>
    <message>
        <source>Data and plan</source>
        <translation>数据与计划</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>To do it again</source>
        <translation>重新训练</translation>
    </message>
    <message>
        <source>Trained for {step:,} of {planned:,} steps.</source>
        <translation>已训练 {step:,} / {planned:,} 步。</translation>
    </message>
    <message>
        <source>Not trained yet: {planned:,} steps are planned.</source>
        <translation>尚未训练：计划 {planned:,} 步。</translation>
    </message>
    <message>
        <source>No pictures were kept: there are no maps, reconstructions and samples.</source>
        <translation>没有保存图像：因此没有编码图、重建和采样。</translation>
    </message>
    <message>
        <source>No step has left a trace: there are no curves.</source>
        <translation>没有任何一步的记录：因此没有曲线。</translation>
    </message>
    <message>
        <source>Measured for this report</source>
        <translation>为本报告测得</translation>
    </message>
    <message>
        <source>Maps of the codes</source>
        <translation>编码图</translation>
    </message>
    <message>
        <source>Reconstructions</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Only its beginning is shown.</source>
        <translation>只显示开头部分。</translation>
    </message>
    <message>
        <source>The experiment as TOML</source>
        <translation>实验（TOML）</translation>
    </message>
    <message>
        <source>program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>system</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>{count} from step {step:,} on</source>
        <translation>自第 {step:,} 步起 {count} 个</translation>
    </message>
    <message>
        <source>Pictures were made smaller and fewer, so that the file stays below 2 MB.</source>
        <translation>图像已缩小并减少，使文件不超过 2 MB。</translation>
    </message>
    <message>
        <source>time spent training</source>
        <translation>训练用时</translation>
    </message>
    <message>
        <source>{seconds:,.1f} seconds</source>
        <translation>{seconds:,.1f} 秒</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Pictures were left out, so that the file stays below 2 MB.</source>
        <translation>已略去图像，使文件不超过 2 MB。</translation>
    </message>
    <message>
        <source>What happened on the way</source>
        <translation>训练过程中发生的事</translation>
    </message>
    <message>
        <source>a picture of {width} × {height} pixels, {colours}</source>
        <translation>{width} × {height} 像素的图像，{colours}</translation>
    </message>
    <message>
        <source>a point of the plane</source>
        <translation>平面上的一点</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} 等另外 {count} 个</translation>
    </message>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>family</source>
        <translation>模型族</translation>
    </message>
    <message>
        <source>(from step {step:,} on)</source>
        <translation>（自第 {step:,} 步起）</translation>
    </message>
    <message>
        <source>examples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>{train:,} for training, {test:,} held out</source>
        <translation>训练 {train:,} 个，留出 {test:,} 个</translation>
    </message>
    <message>
        <source>one example</source>
        <translation>单个样本</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>{model}: {count} texts, the same noise all along</source>
        <translation>{model}：{count} 段文本，噪声始终相同</translation>
    </message>
</context>
<context>
    <name>ReportDesk</name>
    <message>
        <source>The report before is not done yet.</source>
        <translation>上一份报告尚未完成。</translation>
    </message>
    <message>
        <source>There is no run yet that could be reported on.</source>
        <translation>还没有可供报告的训练。</translation>
    </message>
    <message>
        <source>Save a report on the run</source>
        <translation>保存本次训练的报告</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>正在写入报告…</translation>
    </message>
</context>
<context>
    <name>ReportWriter</name>
    <message>
        <source>The report could not be saved: {0}</source>
        <translation>无法保存报告：{0}</translation>
    </message>
    <message>
        <source>The report could not be made: {0}</source>
        <translation>无法生成报告：{0}</translation>
    </message>
</context>
<context>
    <name>RestartBar</name>
    <message>
        <source>Train again from step 0 with these settings</source>
        <translation>用这些设置从第 0 步重新训练</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新训练</translation>
    </message>
    <message>
        <source>A new run of its own goes on from the newest weights with these settings; this run is saved as it is and stays in the list</source>
        <translation>新建一次独立的训练，从最新的权重出发，使用这些设置；当前的训练原样保存，并留在列表中</translation>
    </message>
    <message>
        <source>Fork this run</source>
        <translation>分出新训练</translation>
    </message>
    <message>
        <source>Changed settings apply on restart:</source>
        <translation>更改的设置在重新训练后生效：</translation>
    </message>
    <message>
        <source>A fork cannot change {0}: the weights would not fit.</source>
        <translation>分出的新训练不能更改{0}：现有权重将不相符。</translation>
    </message>
</context>
<context>
    <name>RevealCard</name>
    <message>
        <source>You predicted</source>
        <translation>您的预测</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>这次运行</translation>
    </message>
    <message>
        <source>Off by {0}: near enough.</source>
        <translation>相差 {0}：足够接近。</translation>
    </message>
    <message>
        <source>Off by {0}; up to {1} would have been near enough.</source>
        <translation>相差 {0}；相差不超过 {1} 才算足够接近。</translation>
    </message>
</context>
<context>
    <name>RunDelegate</name>
    <message>
        <source>Name of the run</source>
        <translation>运行的名称</translation>
    </message>
</context>
<context>
    <name>RunExport</name>
    <message>
        <source>A folder for the weights</source>
        <translation>选择存放权重的文件夹</translation>
    </message>
    <message>
        <source>A folder for the ONNX graphs</source>
        <translation>选择存放 ONNX 计算图的文件夹</translation>
    </message>
    <message>
        <source>A folder for TensorBoard</source>
        <translation>选择存放 TensorBoard 数据的文件夹</translation>
    </message>
    <message>
        <source>A folder for the notebook</source>
        <translation>选择存放笔记本的文件夹</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出……</translation>
    </message>
    <message>
        <source>{0} export needs libraries that this package lacks, and it cannot be extended.</source>
        <translation>导出 {0} 需要此安装包中没有的库，而此安装包无法扩展。</translation>
    </message>
    <message>
        <source>{0} export needs more libraries: {1}</source>
        <translation>导出 {0} 还需要安装其他库：{1}</translation>
    </message>
    <message>
        <source>The export before is not done yet.</source>
        <translation>上一次导出尚未完成。</translation>
    </message>
    <message>
        <source>This run lies on another machine: export it there.</source>
        <translation>这次运行在另一台机器上：请在那里导出。</translation>
    </message>
    <message>
        <source>There is no run yet that could be exported.</source>
        <translation>还没有可以导出的训练。</translation>
    </message>
    <message>
        <source>The run ended before it could be exported.</source>
        <translation>训练在导出之前就已结束。</translation>
    </message>
    <message>
        <source>The export failed: {0}</source>
        <translation>导出失败：{0}</translation>
    </message>
    <message>
        <source>the process ended with code {0}</source>
        <translation>进程以代码 {0} 结束</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>没有可以导出的内容。</translation>
    </message>
    <message>
        <source>Exported to {0}</source>
        <translation>已导出到 {0}</translation>
    </message>
    <message>
        <source>ONNX and PyTorch differ by at most {0}.</source>
        <translation>ONNX 与 PyTorch 的结果最多相差 {0}。</translation>
    </message>
</context>
<context>
    <name>RunPanel</name>
    <message>
        <source>These models were trained in runs of their own: open one of the runs to train it on</source>
        <translation>这些模型是在各自的运行中训练的：打开其中一次运行才能继续训练</translation>
    </message>
    <message>
        <source>Looking back at step {step}. L is live again.</source>
        <translation>正在回看第 {step} 步。按 L 键回到实时。</translation>
    </message>
    <message>
        <source>Looking back at step {step}. Then it was {then}. L is live again.</source>
        <translation>正在回看第 {step} 步。当时{then}。按 L 键回到实时。</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在载入…</translation>
    </message>
    <message>
        <source>Starting the engine…</source>
        <translation>正在启动引擎…</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>另一个程序</translation>
    </message>
    <message>
        <source>Connecting to {0}…</source>
        <translation>正在连接 {0}…</translation>
    </message>
    <message>
        <source>There is no link to {0}.</source>
        <translation>没有与 {0} 的连接。</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Step {step}: decodes are of now. Its pictures are kept, its weights are not: the folder of a run keeps those of its last save. L is live again.</source>
        <translation>第 {step} 步：解码用现在的权重。图像已保留，权重没有：运行文件夹只保留最后一次保存的权重。按 L 键回到实时。</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>autosaved</source>
        <translation>已自动保存</translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message>
        <source>fork at step {0}</source>
        <translation>自第 {0} 步分出</translation>
    </message>
</context>
<context>
    <name>RunsDesk</name>
    <message>
        <source>The runs cannot be listed ({0})</source>
        <translation>无法列出运行（{0}）</translation>
    </message>
    <message>
        <source>{0}: this cannot be kept ({1})</source>
        <translation>{0}：无法保存此内容（{1}）</translation>
    </message>
    <message>
        <source>In the trash now: {0}</source>
        <translation>已移到回收站：{0}</translation>
    </message>
    <message>
        <source>No file manager could be opened. The run is in {0}</source>
        <translation>无法打开文件管理器。该运行位于 {0}</translation>
    </message>
    <message>
        <source>List the runs in a folder</source>
        <translation>列出文件夹中的运行</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Saved in {0}</source>
        <translation>已保存到 {0}</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}</source>
        <translation>无法写入 {0}：{1}</translation>
    </message>
    <message>
        <source>The command is on the clipboard.</source>
        <translation>命令已复制到剪贴板。</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Differs in</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>The settings that are others than in the preset</source>
        <translation>与预设不同的设置</translation>
    </message>
    <message>
        <source>What it is worth on held-out data; before that is known, the last batch&apos;s losses</source>
        <translation>在留出数据上的指标；尚未得知时为最近一批的损失</translation>
    </message>
    <message>
        <source>What it takes on the disk</source>
        <translation>占用的磁盘空间</translation>
    </message>
    <message>
        <source>open elsewhere</source>
        <translation>已在别处打开</translation>
    </message>
    <message>
        <source>training now</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>open here</source>
        <translation>已在此打开</translation>
    </message>
    <message>
        <source>starred</source>
        <translation>有星标</translation>
    </message>
    <message>
        <source>no star</source>
        <translation>无星标</translation>
    </message>
</context>
<context>
    <name>RunsSearch</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter: words of title, data, settings, note</source>
        <translation>筛选：标题、数据、设置、备注中的词</translation>
    </message>
    <message>
        <source>With a star only</source>
        <translation>仅显示有星标的</translation>
    </message>
    <message>
        <source>List the runs in another folder: of a sweep, of a USB stick</source>
        <translation>列出另一个文件夹中的运行，例如一次扫描或一个 U 盘</translation>
    </message>
    <message>
        <source>Other folder…</source>
        <translation>其他文件夹…</translation>
    </message>
    <message>
        <source>The runs of a sweep lie in a folder of their own</source>
        <translation>参数扫描的运行放在各自的文件夹里</translation>
    </message>
    <message>
        <source>My runs</source>
        <translation>我的运行</translation>
    </message>
    <message>
        <source>Sweeps ({0})</source>
        <translation>参数扫描（{0}）</translation>
    </message>
</context>
<context>
    <name>RunsTable</name>
    <message>
        <source>ended by a crash</source>
        <translation>因崩溃而中断</translation>
    </message>
    <message>
        <source>{0} (after step {1})</source>
        <translation>{0}（第 {1} 步之后）</translation>
    </message>
    <message>
        <source>{0} (from step {1} on)</source>
        <translation>{0}（自第 {1} 步起）</translation>
    </message>
    <message>
        <source>last batch</source>
        <translation>最近一批</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} min {1} s</source>
        <translation>{0} 分 {1} 秒</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} 小时 {1} 分</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>未作改动</translation>
    </message>
    <message>
        <source>From the preset “{0}”: {1}</source>
        <translation>来自预设“{0}”：{1}</translation>
    </message>
    <message>
        <source>Changed last {0}</source>
        <translation>最后修改：{0}</translation>
    </message>
    <message>
        <source>On held-out data, at step {0}:</source>
        <translation>在留出数据上，第 {0} 步：</translation>
    </message>
    <message>
        <source>The losses of the last batch:</source>
        <translation>最近一批的损失：</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>{0} runs</source>
        <translation>{0} 次运行</translation>
    </message>
</context>
<context>
    <name>RunsView</name>
    <message>
        <source>Runs</source>
        <translation>所有运行</translation>
    </message>
</context>
<context>
    <name>RunsWindow</name>
    <message>
        <source>Runs</source>
        <translation>所有运行</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>导出 CSV…</translation>
    </message>
    <message>
        <source>The rows that are seen</source>
        <translation>当前看到的各行</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete 键</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Two to four runs that are selected</source>
        <translation>选中的两到四次运行</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排比较</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Enter, or a double click</source>
        <translation>按 Enter 键或双击</translation>
    </message>
    <message>
        <source>Reading the runs…</source>
        <translation>正在读取运行…</translation>
    </message>
    <message>
        <source>Select two to four runs (Ctrl and a click), then “Side by side”.</source>
        <translation>请选择二至四次运行（按住 Ctrl 点击），然后点“并排比较”。</translation>
    </message>
    <message>
        <source>{0} runs, {1}</source>
        <translation>{0} 次运行，{1}</translation>
    </message>
    <message>
        <source>1 run, {1}</source>
        <translation>1 次运行，{1}</translation>
    </message>
    <message>
        <source>{0} of {1} runs, {2}</source>
        <translation>{1} 次运行中的 {0} 次，{2}</translation>
    </message>
    <message>
        <source>{0} older folders are not listed</source>
        <translation>{0} 个较早的文件夹未列出</translation>
    </message>
    <message>
        <source>{0} cannot be looked into: {1}</source>
        <translation>无法查看 {0}：{1}</translation>
    </message>
    <message>
        <source>No run has all of these words. Esc shows all runs again.</source>
        <translation>没有同时包含这些词的运行。按 Esc 键重新显示全部。</translation>
    </message>
    <message>
        <source>No run here yet. Each one that is trained is listed with a picture, its settings and figures.</source>
        <translation>这里还没有运行。训练过的每次运行都会列出，并带有图像、设置和指标。</translation>
    </message>
    <message>
        <source>Take the star away</source>
        <translation>取消星标</translation>
    </message>
    <message>
        <source>Give a star</source>
        <translation>加星标</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Go to the run that it left</source>
        <translation>转到它由之分出的运行</translation>
    </message>
</context>
<context>
    <name>SamplesView</name>
    <message>
        <source>Samples appear with the first weights.</source>
        <translation>有了首批权重后，采样会显示在这里。</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>采样</translation>
    </message>
</context>
<context>
    <name>ScoreCanvas</name>
    <message>
        <source>What D makes of real and fake</source>
        <translation>D 如何看待真实与伪造样本</translation>
    </message>
    <message>
        <source>JS ≥ 0: D is too sure where it errs</source>
        <translation>JS ≥ 0：D 出错时过于自信</translation>
    </message>
    <message>
        <source>JS ≥ 0: D shows no difference</source>
        <translation>JS ≥ 0：D 没有显示出差别</translation>
    </message>
    <message>
        <source>D&apos;s scores appear while it trains.</source>
        <translation>D 的评分会在训练过程中出现。</translation>
    </message>
    <message>
        <source>0: can only guess</source>
        <translation>0：只能猜测</translation>
    </message>
    <message>
        <source>0: midway between real and fake</source>
        <translation>0：真实与伪造的正中</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>held-out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>fake</source>
        <translation>伪造</translation>
    </message>
    <message>
        <source>JS ≥ {0} nats (held-out)</source>
        <translation>JS ≥ {0} nats（留出）</translation>
    </message>
</context>
<context>
    <name>ScoreHistogram</name>
    <message>
        <source>JS is the divergence between real and fake: 0 where nothing tells them apart, log 2 = 0.69 where everything does. D shows how large it is at least, on examples it was not trained on; where its mistakes cost it more than guessing would, it shows nothing.</source>
        <translation>JS 是真实与伪造之间的散度：毫无区别时为 0，完全可分时为 log 2 = 0.69。D 在未参与训练的样本上显示它至少有多大；若 D 的错误比瞎猜的代价还大，它便什么也没有显示。</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>D knows the training data by heart: {0} above held-out ones.</source>
        <translation>D 背下了训练数据：比留出样本高 {0}。</translation>
    </message>
    <message>
        <source>D tells many fakes from real examples.</source>
        <translation>D 能分辨许多伪造样本与真实样本。</translation>
    </message>
    <message>
        <source>D can hardly tell fakes from real examples.</source>
        <translation>D 几乎分辨不出伪造样本与真实样本。</translation>
    </message>
    <message>
        <source>D takes fakes for more real than real examples.</source>
        <translation>D 认为伪造样本比真实样本还真。</translation>
    </message>
    <message>
        <source>D sees through nearly every fake.</source>
        <translation>D 几乎识破每个伪造样本。</translation>
    </message>
    <message>
        <source>D can hardly tell: it scores real examples higher, but by too little to be sure.</source>
        <translation>D 几乎分辨不出：它给真实样本的评分更高，但差别太小，不足为凭。</translation>
    </message>
    <message>
        <source>There are no scores to export yet.</source>
        <translation>还没有可导出的评分。</translation>
    </message>
</context>
<context>
    <name>ScoreRows</name>
    <message>
        <source>Nats and share of valid pictures</source>
        <translation>nats 与合格图像的比例</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}%</translation>
    </message>
    <message>
        <source>Nats: −ln of the probability of a picture, their mean. Valid: the share of samples that are among the pictures there are. Plain lines are tables that were counted, the framed one is shown beside; green ones are models as they learn.</source>
        <translation>nats：图像概率的 −ln 的平均。合格：样本中属于现有图像的比例。普通的行是计数得到的表，带框的那张显示在旁边；绿色的行是正在学习的模型。</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nats</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>合格</translation>
    </message>
</context>
<context>
    <name>ScoreTable</name>
    <message>
        <source>Who guessed how often</source>
        <translation>各猜对多少</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>You</source>
        <translation>您</translation>
    </message>
    <message>
        <source>a guess among {0}</source>
        <translation>相当于在 {0} 个中猜一个</translation>
    </message>
    <message>
        <source>guessed</source>
        <translation>所猜</translation>
    </message>
    <message>
        <source>truth</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>right</source>
        <translation>猜对</translation>
    </message>
    <message>
        <source>a guess among</source>
        <translation>相当于几选一</translation>
    </message>
    <message>
        <source>“Truth”: the probability that a model gave to what was there. “A guess among N”: as surprised, in the mean, as somebody who guesses among N equally likely characters. What a model guessed stays as it was.</source>
        <translation>“真实”：模型给真实字符的概率。“相当于几选一”：平均的惊讶程度，相当于在这么多个同样可能的字符中猜一个。模型当时的猜测保持原样。</translation>
    </message>
</context>
<context>
    <name>SeedPill</name>
    <message>
        <source>Same seed, same device: the same run</source>
        <translation>种子与设备相同，训练过程就相同</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Locked for this class</source>
        <translation>本课堂中已锁定</translation>
    </message>
</context>
<context>
    <name>Segments</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>SelectedView</name>
    <message>
        <source>Drag over dots in any map: the same ones light up in all, and are seen here.</source>
        <translation>在任一地图中拖过点：同样的点会在所有地图中亮起，并显示在这里。</translation>
    </message>
    <message>
        <source>Selected examples</source>
        <translation>选中的样本</translation>
    </message>
</context>
<context>
    <name>Sentence</name>
    <message>
        <source>--threads: expected 1 to {0}, found {1}</source>
        <translation>--threads：应为 1 至 {0}，实为 {1}</translation>
    </message>
    <message>
        <source>--{0}: expected {1} to {2}, found {3}</source>
        <translation>--{0}：应为 {1} 到 {2}，实为 {3}</translation>
    </message>
    <message>
        <source>. The program itself was changed meanwhile, start it anew: {0}</source>
        <translation>。程序本身在此期间被改动，请重新启动：{0}</translation>
    </message>
    <message>
        <source>A batch of {0} is more than there are training examples ({1}); all of them are used.</source>
        <translation>批大小 {0} 超过了训练样本的数目（{1}）；每批使用全部样本。</translation>
    </message>
    <message>
        <source>All are {0} pixels.</source>
        <translation>全部为 {0} 像素。</translation>
    </message>
    <message>
        <source>Another program is reading the same images</source>
        <translation>另一个程序正在读取同样的图像</translation>
    </message>
    <message>
        <source>Array file: choose an NPZ, NPY, IDX or CSV file</source>
        <translation>数组文件：请选择一个 NPZ、NPY、IDX 或 CSV 文件</translation>
    </message>
    <message>
        <source>Bad CRC-32</source>
        <translation>CRC-32 校验不符</translation>
    </message>
    <message>
        <source>Bad CRC-32 for file {0}</source>
        <translation>文件 {0} 的 CRC-32 校验不符</translation>
    </message>
    <message>
        <source>Black is {0}, white is {1}.</source>
        <translation>黑为 {0}，白为 {1}。</translation>
    </message>
    <message>
        <source>Bringing the images to 8 bits</source>
        <translation>正在将图像转换为 8 位</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>管道已断开</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>无法分配内存</translation>
    </message>
    <message>
        <source>Cannot overwrite a value (at line {0}, column {1})</source>
        <translation>重复赋值（第 {0} 行第 {1} 列）</translation>
    </message>
    <message>
        <source>Chinese poems: expected {0} in {1}, found none; it cannot be downloaded: put a file of that name there, in UTF-8, one poem a line</source>
        <translation>古诗：{1} 中应有 {0}，却没有；它无法下载：请把这个名字的 UTF-8 文件放进去，每行一首诗</translation>
    </message>
    <message>
        <source>Classes ({0}): {1} and {2} more.</source>
        <translation>{0} 个类别：{1} 等（另有 {2} 个）。</translation>
    </message>
    <message>
        <source>Classes ({0}): {1}.</source>
        <translation>{0} 个类别：{1}。</translation>
    </message>
    <message>
        <source>Column {0} of {1} holds words and is left out.</source>
        <translation>第 {0} 列（共 {1} 列）是文字，已略去。</translation>
    </message>
    <message>
        <source>Column {0} of {1} numbers the rows and is left out.</source>
        <translation>第 {0} 列（共 {1} 列）是行号，已略去。</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>连接被拒绝</translation>
    </message>
    <message>
        <source>Corrupt input data</source>
        <translation>输入数据已损坏</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>设备或资源正忙</translation>
    </message>
    <message>
        <source>Directory not empty</source>
        <translation>文件夹不为空</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>Downloading {0}: {1} of {2} MB</source>
        <translation>正在下载 {0}：{1}／{2} MB</translation>
    </message>
    <message>
        <source>Drawing {0} sprites</source>
        <translation>正在绘制 {0} 个小精灵</translation>
    </message>
    <message>
        <source>Duplicates left out ({0}): {1} and {2} more.</source>
        <translation>略去 {0} 个重复的：{1} 等（另有 {2} 个）。</translation>
    </message>
    <message>
        <source>Duplicates left out ({0}): {1}.</source>
        <translation>略去 {0} 个重复的：{1}。</translation>
    </message>
    <message>
        <source>EOF: reading array header length, expected {0} bytes got {1}</source>
        <translation>文件已到末尾：数组头的长度应有 {0} 字节，实有 {1} 字节</translation>
    </message>
    <message>
        <source>EOF: reading array header, expected {0} bytes got {1}</source>
        <translation>文件已到末尾：数组头应有 {0} 字节，实有 {1} 字节</translation>
    </message>
    <message>
        <source>Error {0} while decompressing data: {1}</source>
        <translation>解压数据时出现错误 {0}：{1}</translation>
    </message>
    <message>
        <source>Expected &apos;=&apos; after a key in a key/value pair (at line {0}, column {1})</source>
        <translation>键之后应为“=”（第 {0} 行第 {1} 列）</translation>
    </message>
    <message>
        <source>Expected newline or end of document after a statement (at line {0}, column {1})</source>
        <translation>语句之后应换行或结束（第 {0} 行第 {1} 列）</translation>
    </message>
    <message>
        <source>Expecting property name enclosed in double quotes: line {0} column {1} (char {2})</source>
        <translation>缺少双引号内的属性名：第 {0} 行第 {1} 列（第 {2} 个字符）</translation>
    </message>
    <message>
        <source>Expecting value: line {0} column {1} (char {2})</source>
        <translation>缺少值：第 {0} 行第 {1} 列（第 {2} 个字符）</translation>
    </message>
    <message>
        <source>Expecting {0} delimiter: line {1} column {2} (char {3})</source>
        <translation>缺少分隔符 {0}：第 {1} 行第 {2} 列（第 {3} 个字符）</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>File is not a zip file</source>
        <translation>不是 ZIP 文件</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>Files that are read as GB18030, the encoding of Chinese Windows: {0}.</source>
        <translation>按 GB18030（中文 Windows 的编码）读取的文件：{0} 个。</translation>
    </message>
    <message>
        <source>Files that are shorter than a piece of {0} are left out: {1}.</source>
        <translation>不足一段（{0} 个字符）的文件未采用：{1} 个。</translation>
    </message>
    <message>
        <source>Folder of images: choose a folder</source>
        <translation>图像文件夹：请选择一个文件夹</translation>
    </message>
    <message>
        <source>Frechet distance: expected at least 2 images of either kind, found {0} and {1}</source>
        <translation>Fréchet 距离：两种图像各至少需要 2 张，实有 {0} 张与 {1} 张</translation>
    </message>
    <message>
        <source>Gathering groups.</source>
        <translation>正在聚拢各组。</translation>
    </message>
    <message>
        <source>Images in {0}: {1}.</source>
        <translation>{0} 中有 {1} 张图像。</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入输出错误</translation>
    </message>
    <message>
        <source>Invalid argument</source>
        <translation>参数无效</translation>
    </message>
    <message>
        <source>Invalid data stream</source>
        <translation>数据流无效</translation>
    </message>
    <message>
        <source>Invalid initial character for a key part (at line {0}, column {1})</source>
        <translation>键的首字符无效（第 {0} 行第 {1} 列）</translation>
    </message>
    <message>
        <source>Invalid value (at end of document)</source>
        <translation>值无效（在文件末尾）</translation>
    </message>
    <message>
        <source>Invalid value (at line {0}, column {1})</source>
        <translation>值无效（第 {0} 行第 {1} 列）</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>是一个文件夹</translation>
    </message>
    <message>
        <source>Joining neighbours.</source>
        <translation>正在连接邻居。</translation>
    </message>
    <message>
        <source>Kept as true factors: {0}.</source>
        <translation>保留为真实因子：{0}。</translation>
    </message>
    <message>
        <source>Labels are those of column {0} of {1}.</source>
        <translation>标签取自第 {0} 列（共 {1} 列）。</translation>
    </message>
    <message>
        <source>Labels are those of the {0} columns of zeros and ones.</source>
        <translation>标签取自由 0 和 1 组成的 {0} 列。</translation>
    </message>
    <message>
        <source>Labels are those of {0}.</source>
        <translation>标签取自 {0}。</translation>
    </message>
    <message>
        <source>Laying the ways out.</source>
        <translation>正在把路径铺平。</translation>
    </message>
    <message>
        <source>Left aside, for a system or a network drive made them: {0} and {1} more.</source>
        <translation>已略过系统或网盘自动生成的文件：{0} 等（另有 {1} 个）。</translation>
    </message>
    <message>
        <source>Left aside, for a system or a network drive made them: {0}.</source>
        <translation>已略过系统或网盘自动生成的文件：{0}。</translation>
    </message>
    <message>
        <source>Left aside, since it cannot be read safely: {0}.</source>
        <translation>已略过无法安全读取的内容：{0}。</translation>
    </message>
    <message>
        <source>Left out are {0} more files for such reasons.</source>
        <translation>另有 {0} 个文件因类似原因未采用。</translation>
    </message>
    <message>
        <source>Left out: {0}.</source>
        <translation>未采用：{0}。</translation>
    </message>
    <message>
        <source>Lines that are no quatrains are left out: {0}.</source>
        <translation>不是绝句的行未采用：{0} 行。</translation>
    </message>
    <message>
        <source>Looking at {0} of {1} files</source>
        <translation>正在查看第 {0} 个文件，共 {1} 个</translation>
    </message>
    <message>
        <source>Looking for duplicates</source>
        <translation>正在查找重复图像</translation>
    </message>
    <message>
        <source>Looking for mixtures of neighbours.</source>
        <translation>正在寻找邻居的混合。</translation>
    </message>
    <message>
        <source>Looking for neighbours.</source>
        <translation>正在寻找邻居。</translation>
    </message>
    <message>
        <source>Looking for the plane of least error.</source>
        <translation>正在寻找误差最小的平面。</translation>
    </message>
    <message>
        <source>Looking for the shortest ways.</source>
        <translation>正在寻找最短路径。</translation>
    </message>
    <message>
        <source>Made with another version of the lesson: pictures may differ from those of others.</source>
        <translation>由这一课的另一个版本制作：画面可能与别人的不同。</translation>
    </message>
    <message>
        <source>Made with another version of the program or on another kind of processor: pictures may differ in details.</source>
        <translation>由程序的另一个版本或在另一种处理器上制作：画面的细节可能不同。</translation>
    </message>
    <message>
        <source>Made with {0}; here it is {1}: pictures may differ in details.</source>
        <translation>用 {0} 制作；这里是 {1}：画面的细节可能不同。</translation>
    </message>
    <message>
        <source>Measuring how far it can be trusted.</source>
        <translation>正在测量可信度。</translation>
    </message>
    <message>
        <source>Most frequent: {0}.</source>
        <translation>最常见：{0}。</translation>
    </message>
    <message>
        <source>No font with Chinese characters is installed, which matters for Chinese texts only</source>
        <translation>没有安装含汉字的字体，这只影响中文界面</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>No such device or address</source>
        <translation>没有这个设备或地址</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>Not of this program: {0}</source>
        <translation>不属于本程序：{0}</translation>
    </message>
    <message>
        <source>Of three columns the last two were taken as x and y: the first tells strokes apart.</source>
        <translation>三列中的后两列用作 x 与 y：第一列用于区分笔画。</translation>
    </message>
    <message>
        <source>OpenGL was asked for: {0} was loaded</source>
        <translation>调用了 OpenGL：载入了 {0}</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>操作不被允许</translation>
    </message>
    <message>
        <source>Palette: {0} colours stand for {1} that were found in the images; the root mean square error is {2}.</source>
        <translation>调色板：用 {0} 种颜色代表图像中的 {1} 种颜色；均方根误差为 {2}。</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>Processes that train together: {0} until now, {1} from here on, so sums are rounded differently.</source>
        <translation>一起训练的进程数：此前为 {0}，从这里起为 {1}，因此求和的舍入不同。</translation>
    </message>
    <message>
        <source>Qt cannot open a window here (exit code {0}): {1}</source>
        <translation>Qt 无法在此打开窗口（退出代码 {0}）：{1}</translation>
    </message>
    <message>
        <source>Qt did not start within {0} s</source>
        <translation>Qt 未在 {0} 秒内启动</translation>
    </message>
    <message>
        <source>Qt was not asked for a window</source>
        <translation>未要求 Qt 打开窗口</translation>
    </message>
    <message>
        <source>Rare characters ({0}; places in the text: {1}) are not told apart: all are one sign, {2}.</source>
        <translation>{0} 种少见字符（共 {1} 处）不作区分，合为一个符号 {2}。</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统只读</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>正在读取 {0}</translation>
    </message>
    <message>
        <source>Reading {0} of {1} images</source>
        <translation>正在读取第 {0} 张图像，共 {1} 张</translation>
    </message>
    <message>
        <source>Reading {0} of {1} images into {2}</source>
        <translation>正在读取第 {0} 张图像，共 {1} 张，写入 {2}</translation>
    </message>
    <message>
        <source>Rendering {0} moons</source>
        <translation>正在绘制 {0} 个月相</translation>
    </message>
    <message>
        <source>Rows are colour images of {0} x {1} pixels, all of their red first.</source>
        <translation>每行是一张 {0}×{1} 像素的彩色图像，先是全部红色值。</translation>
    </message>
    <message>
        <source>Rows are colour images of {0} x {1} pixels, red, green and blue of each pixel together.</source>
        <translation>每行是一张 {0}×{1} 像素的彩色图像，逐像素给出红、绿、蓝。</translation>
    </message>
    <message>
        <source>Saved on {0}, continued on {1}: from here on the random numbers differ.</source>
        <translation>保存于 {0}，在 {1} 上继续：从这里起随机数不同。</translation>
    </message>
    <message>
        <source>SeqGAN learns by maximum likelihood for {0} of the planned steps, and then from its judge.</source>
        <translation>SeqGAN 在 {0} 的计划步数内按最大似然学习，然后向它的评判者学习。</translation>
    </message>
    <message>
        <source>Serving a run needs Linux or macOS.</source>
        <translation>提供运行服务需要 Linux 或 macOS。</translation>
    </message>
    <message>
        <source>Side by side stand 2 to {0} models, not {1}</source>
        <translation>并排可看 2 到 {0} 个模型，而不是 {1} 个</translation>
    </message>
    <message>
        <source>Something went wrong in the program. The log file has the details.</source>
        <translation>程序内部出错。详情见日志文件。</translation>
    </message>
    <message>
        <source>Spreading groups.</source>
        <translation>正在展开各组。</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>文件句柄已失效</translation>
    </message>
    <message>
        <source>Stop and the save</source>
        <translation>停止并保存</translation>
    </message>
    <message>
        <source>Text file: choose a text file in UTF-8</source>
        <translation>文本文件：请选择一个 UTF-8 的文本文件</translation>
    </message>
    <message>
        <source>The classes are what the files&apos; names begin with.</source>
        <translation>类别取自文件名的开头。</translation>
    </message>
    <message>
        <source>The convolutions see {0} characters back.</source>
        <translation>卷积能看到前面 {0} 个字符。</translation>
    </message>
    <message>
        <source>The drawing was scaled to fit: it reached from {0} to {1}, not from 0 to 1.</source>
        <translation>绘图已按比例缩放：原范围是 {0} 至 {1}，而不是 0 至 1。</translation>
    </message>
    <message>
        <source>The far run was saved and is served no more.</source>
        <translation>远程运行已保存，不再提供服务。</translation>
    </message>
    <message>
        <source>The held-out images have no classes.</source>
        <translation>留出的图像没有类别。</translation>
    </message>
    <message>
        <source>The images are read from a cache of {0} in {1}, made once.</source>
        <translation>图像从 {1} 中 {0} 的缓存读取，缓存只需建立一次。</translation>
    </message>
    <message>
        <source>The link broke off in the middle of a message.</source>
        <translation>连接在一条消息中途断开。</translation>
    </message>
    <message>
        <source>The link brought a message that cannot be used ({0}).</source>
        <translation>连接传来一条无法使用的消息（{0}）。</translation>
    </message>
    <message>
        <source>The link brought a message that is not known here: {0}.</source>
        <translation>连接传来一条这里不认识的消息：{0}。</translation>
    </message>
    <message>
        <source>The link brought a receipt for what was never sent.</source>
        <translation>连接传来一份从未发送之物的回执。</translation>
    </message>
    <message>
        <source>The link brought questions on too many channels.</source>
        <translation>连接传来的询问占用了过多通道。</translation>
    </message>
    <message>
        <source>The link brought something that is no message.</source>
        <translation>连接传来的内容不是消息。</translation>
    </message>
    <message>
        <source>The link to {0} cannot be begun: {1}</source>
        <translation>无法建立与 {0} 的连接：{1}</translation>
    </message>
    <message>
        <source>The link to {0} ended.</source>
        <translation>与 {0} 的连接已结束。</translation>
    </message>
    <message>
        <source>The link to {0} ended: {1}</source>
        <translation>与 {0} 的连接已结束：{1}</translation>
    </message>
    <message>
        <source>The mixture is fitted to the first {0} of {1} principal components of the pictures, which hold {2} of their variance.</source>
        <translation>混合高斯拟合的是图像 {1} 个主成分中的前 {0} 个，它们占图像方差的 {2}。</translation>
    </message>
    <message>
        <source>The mixture is fitted to {0} of the {1} examples, evenly spaced.</source>
        <translation>混合高斯只拟合 {1} 个样本中等间隔选取的 {0} 个。</translation>
    </message>
    <message>
        <source>The oracle is surprised by its own texts by {0} nats a character (± {1}): nobody can foresee them better.</source>
        <translation>神谕对自己的文本的惊讶度为每个字符 {0} nats（± {1}）：没有谁能预见得更好。</translation>
    </message>
    <message>
        <source>The pictures have colours, which are kept (RGB); the setting mode makes them grey.</source>
        <translation>图片是彩色的，颜色予以保留（RGB）；可用设置“颜色”改为灰度。</translation>
    </message>
    <message>
        <source>The run is saved where it is trained, in {0}; it cannot be moved.</source>
        <translation>运行保存在训练它的地方，即 {0}；不能移动。</translation>
    </message>
    <message>
        <source>The size of a batch was halved from {0} to {1} to fit into memory.</source>
        <translation>为适应内存，批大小已从 {0} 张减半为 {1} 张。</translation>
    </message>
    <message>
        <source>The steps of these runs lie too far from each other to be drawn side by side.</source>
        <translation>这些运行的步数相距太远，无法并排绘制。</translation>
    </message>
    <message>
        <source>There are more components ({0}) than examples ({1}): some have none of their own.</source>
        <translation>分量（{0} 个）多于样本（{1} 个）：有些分量没有自己的样本。</translation>
    </message>
    <message>
        <source>There are {0} such pictures in all: the held-out ones are the same.</source>
        <translation>这样的图像总共有 {0} 张：留出的就是同样这些。</translation>
    </message>
    <message>
        <source>There is no machine called {0}.</source>
        <translation>没有名为 {0} 的机器。</translation>
    </message>
    <message>
        <source>There is no screen here, so the window is tried off screen</source>
        <translation>这里没有屏幕，因此在屏幕之外试验窗口</translation>
    </message>
    <message>
        <source>There is not enough memory for this: fewer examples may do.</source>
        <translation>内存不足：样本少一些也许可以。</translation>
    </message>
    <message>
        <source>These data are not offered in this class.</source>
        <translation>本课堂不提供这些数据。</translation>
    </message>
    <message>
        <source>These images take {0} in a cache on the disk, and {1} has {2} free: make room, or choose a smaller size or limit</source>
        <translation>这些图像在磁盘缓存中占 {0}，而 {1} 只剩 {2}：请腾出空间，或选择更小的尺寸或上限</translation>
    </message>
    <message>
        <source>These runs cannot be read ({0})</source>
        <translation>无法读取这些运行（{0}）</translation>
    </message>
    <message>
        <source>These steps cannot be trained.</source>
        <translation>无法训练这些步。</translation>
    </message>
    <message>
        <source>This cannot be done on a far machine.</source>
        <translation>这在远程机器上无法进行。</translation>
    </message>
    <message>
        <source>This part of the lesson needs the workspace {0}, which this class does not offer.</source>
        <translation>这一课的这一部分需要工作区 {0}，而本课堂不提供。</translation>
    </message>
    <message>
        <source>This preset is not offered in this class.</source>
        <translation>本课堂不提供这个预设。</translation>
    </message>
    <message>
        <source>This setting cannot be changed while training.</source>
        <translation>这项设置不能在训练时更改。</translation>
    </message>
    <message>
        <source>This setting is locked for this class.</source>
        <translation>这项设置在本课堂中已锁定。</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>符号链接层数过多</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>Too many windows watch this run already.</source>
        <translation>观看这次运行的窗口已经过多。</translation>
    </message>
    <message>
        <source>Too much waits for the link already.</source>
        <translation>等待连接的内容已经过多。</translation>
    </message>
    <message>
        <source>Trained on as the folders say: {0}; held out: {1}.</source>
        <translation>按文件夹的划分，用于训练：{0}；留出：{1}。</translation>
    </message>
    <message>
        <source>Training shows {0} of the phases between new and full; the held-out moons show all of them.</source>
        <translation>训练集包含新月与满月之间 {0} 的月相；留出的月相则全部包含。</translation>
    </message>
    <message>
        <source>Unclosed array (at end of document)</source>
        <translation>数组没有结束（在文件末尾）</translation>
    </message>
    <message>
        <source>Values are taken as 16 bits: 65535 is white.</source>
        <translation>数值视为 16 位：65535 为白。</translation>
    </message>
    <message>
        <source>Values are taken as 16 bits: 65535 is white; they can be stretched (the setting values).</source>
        <translation>数值视为 16 位：65535 为白；可以拉伸（设置“数值范围”）。</translation>
    </message>
    <message>
        <source>Values from -1 to 1 are taken as black to white.</source>
        <translation>数值 -1 至 1 视为从黑到白。</translation>
    </message>
    <message>
        <source>Values from 0 to 1 are taken as black to white.</source>
        <translation>数值 0 至 1 视为从黑到白。</translation>
    </message>
    <message>
        <source>Values from {0} to {1} are taken as black to white.</source>
        <translation>数值 {0} 至 {1} 视为从黑到白。</translation>
    </message>
    <message>
        <source>Values from {0} to {1} are taken as black to white; what lies beyond ({2} to {3}) is cut.</source>
        <translation>数值 {0} 至 {1} 视为从黑到白；超出的部分（{2} 至 {3}）被截断。</translation>
    </message>
    <message>
        <source>Values reach only {0} of 255, so the images are dark; they can be stretched (the setting values).</source>
        <translation>数值最大只有 {0}（上限 255），因此图像偏暗；可以拉伸（设置“数值范围”）。</translation>
    </message>
    <message>
        <source>What answers at the other end is not Latent Explorer.</source>
        <translation>另一端应答的不是 Latent Explorer。</translation>
    </message>
    <message>
        <source>With a floor of {0} a component may shrink onto a single example: the log-likelihood then grows very large, and says nothing.</source>
        <translation>下限为 {0} 时，分量可能缩到单个样本上：对数似然随之变得极大，却毫无意义。</translation>
    </message>
    <message>
        <source>[Errno {0}] {1}</source>
        <translation>{1}（错误 {0}）</translation>
    </message>
    <message>
        <source>[Errno {0}] {1}: {2}</source>
        <translation>{2}：{1}（错误 {0}）</translation>
    </message>
    <message>
        <source>a 7z archive</source>
        <translation>7z 压缩包</translation>
    </message>
    <message>
        <source>a MATLAB file</source>
        <translation>MATLAB 文件</translation>
    </message>
    <message>
        <source>a PCA plane needs at least two finite codes (N, D), found shape {0}</source>
        <translation>PCA 平面至少需要两个有限的编码 (N, D)，实际形状为 {0}</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a Parquet file</source>
        <translation>Parquet 文件</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>RAR 压缩包</translation>
    </message>
    <message>
        <source>a TAR archive; unpack it, and choose what was in it</source>
        <translation>TAR 归档；请先解包，再选择其中的内容</translation>
    </message>
    <message>
        <source>a ZIP archive of pictures; choose it as Folder of images</source>
        <translation>图片的 ZIP 压缩包；请作为“图像文件夹”选择它</translation>
    </message>
    <message>
        <source>a ZIP archive; unpack it, and choose what was in it</source>
        <translation>ZIP 压缩包；请先解压，再选择其中的内容</translation>
    </message>
    <message>
        <source>a checkout: it has no manifest of its files</source>
        <translation>源代码目录：没有文件清单</translation>
    </message>
    <message>
        <source>a checkout: it was not built</source>
        <translation>源代码目录：并非构建而成</translation>
    </message>
    <message>
        <source>a checkout: not looked at</source>
        <translation>源代码目录：未检查</translation>
    </message>
    <message>
        <source>a class code has the letters A to Z without I and O, found {0}</source>
        <translation>课堂代码由 A 到 Z 的字母组成，不含 I 和 O，却有 {0}</translation>
    </message>
    <message>
        <source>a class code has {0} letters, found {1}</source>
        <translation>课堂代码有 {0} 个字母，这里有 {1} 个</translation>
    </message>
    <message>
        <source>a decode under the click</source>
        <translation>点击处的解码</translation>
    </message>
    <message>
        <source>a device</source>
        <translation>设备文件</translation>
    </message>
    <message>
        <source>a file of PyTorch</source>
        <translation>PyTorch 文件</translation>
    </message>
    <message>
        <source>a file of PyTorch; save its arrays as NPZ: numpy.savez(file, x=images, y=labels)</source>
        <translation>PyTorch 文件；请把其中的数组另存为 NPZ：numpy.savez(file, x=images, y=labels)</translation>
    </message>
    <message>
        <source>a file that begins with the bytes {0}</source>
        <translation>以字节 {0} 开头的文件</translation>
    </message>
    <message>
        <source>a file that was cut short was read all the same</source>
        <translation>被截断的文件竟然也读出来了</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>a job of this sweep ended (exit code {0})</source>
        <translation>此扫描的一个进程已结束（退出代码 {0}）</translation>
    </message>
    <message>
        <source>a job of this sweep ended (exit code {0}); {1} is left for the next call</source>
        <translation>此扫描的一个进程已结束（退出代码 {0}）；{1} 留待下次运行</translation>
    </message>
    <message>
        <source>a job of this sweep ended ({0})</source>
        <translation>此扫描的一个进程已结束（{0}）</translation>
    </message>
    <message>
        <source>a job of this sweep ended ({0}); {1} is left for the next call</source>
        <translation>此扫描的一个进程已结束（{0}）；{1} 留待下次运行</translation>
    </message>
    <message>
        <source>a library holds a network socket open ({0})</source>
        <translation>有一个库打开着网络连接（{0}）</translation>
    </message>
    <message>
        <source>a link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>a model that completes pictures</source>
        <translation>能补全图片的模型</translation>
    </message>
    <message>
        <source>a model that writes texts</source>
        <translation>会写文本的模型</translation>
    </message>
    <message>
        <source>a named pipe</source>
        <translation>命名管道</translation>
    </message>
    <message>
        <source>a newer version of Latent Explorer wrote it (format {0}, this version knows {1})</source>
        <translation>它由更新版本的 Latent Explorer 写成（格式 {0}，此版本只认得 {1}）</translation>
    </message>
    <message>
        <source>a note of Git LFS in place of the data</source>
        <translation>Git LFS 的占位说明，而非数据</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>一个数</translation>
    </message>
    <message>
        <source>a number too long to be written</source>
        <translation>一个长得写不下的数</translation>
    </message>
    <message>
        <source>a path</source>
        <translation>一个路径</translation>
    </message>
    <message>
        <source>a small matrix product came out wrong</source>
        <translation>一个小矩阵乘积算错了</translation>
    </message>
    <message>
        <source>a socket</source>
        <translation>套接字</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>一段文字</translation>
    </message>
    <message>
        <source>a thread did not end within its time</source>
        <translation>有一个线程未按时结束</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>一个整数</translation>
    </message>
    <message>
        <source>a {0} too large</source>
        <translation>过大的 {0}</translation>
    </message>
    <message>
        <source>after resuming, the run goes another way: {0} differ</source>
        <translation>恢复之后训练走向不同：{0} 不一致</translation>
    </message>
    <message>
        <source>after the kill at step {0}, the run goes another way: {1}{2}</source>
        <translation>在第 {0} 步被强制结束后，训练走向不同：{1}{2}</translation>
    </message>
    <message>
        <source>after {0} steps {1}</source>
        <translation>{0} 步之后：{1}</translation>
    </message>
    <message>
        <source>all codes decode to the same image</source>
        <translation>所有编码都解码出同一张图像</translation>
    </message>
    <message>
        <source>all texts are empty</source>
        <translation>所有文本都是空的</translation>
    </message>
    <message>
        <source>all threads have ended</source>
        <translation>所有线程均已结束</translation>
    </message>
    <message>
        <source>an HDF5 file</source>
        <translation>HDF5 文件</translation>
    </message>
    <message>
        <source>an empty file</source>
        <translation>空文件</translation>
    </message>
    <message>
        <source>an office document; save the sheet as CSV</source>
        <translation>办公文档；请把表格另存为 CSV</translation>
    </message>
    <message>
        <source>an old office document</source>
        <translation>旧式办公文档</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>以及另外 {0} 项</translation>
    </message>
    <message>
        <source>another process</source>
        <translation>另一个进程</translation>
    </message>
    <message>
        <source>answered {0} {1}</source>
        <translation>回应 {0} {1}</translation>
    </message>
    <message>
        <source>at least {0}</source>
        <translation>至少 {0}</translation>
    </message>
    <message>
        <source>at most {0}</source>
        <translation>至多 {0}</translation>
    </message>
    <message>
        <source>axes: expected two different ones from 0 to {0}, found {1}</source>
        <translation>axes：应为 0 到 {0} 之间的两个不同的轴，实为 {1}</translation>
    </message>
    <message>
        <source>batch_norm: expected batches of at least 2 images, whose statistics it takes, found {0}</source>
        <translation>batch_norm：它取每批的统计量，每批至少应有 2 张图像，实为 {0}</translation>
    </message>
    <message>
        <source>beside the folders of training and test images</source>
        <translation>在训练与测试图像的文件夹之外</translation>
    </message>
    <message>
        <source>broke off after {0} of {1} bytes</source>
        <translation>在 {0}／{1} 字节处中断</translation>
    </message>
    <message>
        <source>broke off after {0} of {1} bytes ({2})</source>
        <translation>在 {0}／{1} 字节处中断（{2}）</translation>
    </message>
    <message>
        <source>broken data stream when reading image file</source>
        <translation>读取图像时数据流中断</translation>
    </message>
    <message>
        <source>bzip2 data</source>
        <translation>bzip2 数据</translation>
    </message>
    <message>
        <source>can be written to ({0})</source>
        <translation>可以写入（{0}）</translation>
    </message>
    <message>
        <source>cannot be imported: {0}; please install the program again</source>
        <translation>无法导入：{0}；请重新安装程序</translation>
    </message>
    <message>
        <source>cannot be opened ({0})</source>
        <translation>无法打开（{0}）</translation>
    </message>
    <message>
        <source>cannot be reached ({0})</source>
        <translation>无法连接（{0}）</translation>
    </message>
    <message>
        <source>cannot be read ({0})</source>
        <translation>无法读取（{0}）</translation>
    </message>
    <message>
        <source>cells: expected 2 to {0}, found {1}</source>
        <translation>cells：应为 2 到 {0}，实为 {1}</translation>
    </message>
    <message>
        <source>choose a file of numbers</source>
        <translation>请选择数值文件</translation>
    </message>
    <message>
        <source>choose the folder of all pictures as Folder of images</source>
        <translation>请把全部图片所在的文件夹作为“图像文件夹”选择</translation>
    </message>
    <message>
        <source>columns: {0} numbers in {1} prototypes, where there are at most {2}; take fewer rows or columns, or smaller pictures</source>
        <translation>columns：{1} 个原型共有 {0} 个数，而至多 {2} 个；请减少行或列，或改用较小的图像</translation>
    </message>
    <message>
        <source>context: ({0}, {1}) comes later than a site where rows go on</source>
        <translation>context：各行首尾相接时，({0}, {1}) 在该位置之后</translation>
    </message>
    <message>
        <source>context: expected sites above, or to the left, found ({0}, {1})</source>
        <translation>context：应为上方或左侧的位置，实际为 ({0}, {1})</translation>
    </message>
    <message>
        <source>context: {0} fills more than {1} rows where a picture has {2} components of {3} values; look at fewer of them, or take one table for all</source>
        <translation>context：每张图像有 {2} 个成分、各有 {3} 种取值时，{0} 会占用超过 {1} 行；请少看几个，或共用一张表</translation>
    </message>
    <message>
        <source>coordinates {0} and {1}: expected two different ones from 0 to {2}</source>
        <translation>坐标 {0} 与 {1}：应为 0 至 {2} 中两个不同的坐标</translation>
    </message>
    <message>
        <source>copied from end to end</source>
        <translation>从头到尾照抄</translation>
    </message>
    <message>
        <source>could not create decoder object</source>
        <translation>无法创建解码器</translation>
    </message>
    <message>
        <source>covariances: expected no negative variance, component {0} has one in some direction</source>
        <translation>covariances：方差不应为负，分量 {0} 在某个方向上却为负</translation>
    </message>
    <message>
        <source>covariances: expected symmetric ones, component {0} has another</source>
        <translation>covariances：协方差应对称，分量 {0} 的却不对称</translation>
    </message>
    <message>
        <source>coverage: expected codes of shape (N, latent_dim), found {0}</source>
        <translation>覆盖：编码的形状应为 (N, latent_dim)，实为 {0}</translation>
    </message>
    <message>
        <source>coverage: expected codes of shape (N, {0}), found {1}</source>
        <translation>覆盖：编码的形状应为 (N, {0})，实为 {1}</translation>
    </message>
    <message>
        <source>coverage: expected finite codes, found some that are no numbers</source>
        <translation>覆盖：编码应为有限值，其中却有非数</translation>
    </message>
    <message>
        <source>coverage: expected posteriors of shape (N, latent_dim), found {0} and {1}</source>
        <translation>覆盖：后验的形状应为 (N, latent_dim)，实为 {0} 和 {1}</translation>
    </message>
    <message>
        <source>coverage: expected the codes of at least {0} images, found {1}</source>
        <translation>覆盖：至少需要 {0} 张图像的编码，实有 {1} 张</translation>
    </message>
    <message>
        <source>damaged ({0})</source>
        <translation>已损坏（{0}）</translation>
    </message>
    <message>
        <source>dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>dataset: expected a table with a name, found {0}</source>
        <translation>dataset：应为带有 name 的表，实为 {0}</translation>
    </message>
    <message>
        <source>dataset: expected data that come with the program or are downloaded, found {0}</source>
        <translation>数据集：应为程序自带或可下载的数据，实为 {0}</translation>
    </message>
    <message>
        <source>dataset: expected one that opens such files, found none for {0}</source>
        <translation>dataset：应为能打开这类文件的数据集，但没有一个能打开 {0}</translation>
    </message>
    <message>
        <source>decoded pixels lie between {0} and {1}, expected 0 to 1</source>
        <translation>解码的像素在 {0} 与 {1} 之间，应为 0 至 1</translation>
    </message>
    <message>
        <source>density: expected a bandwidth above 0, found {0} (are all points alike?)</source>
        <translation>密度：带宽应大于 0，实为 {0}（所有点都相同吗？）</translation>
    </message>
    <message>
        <source>density: expected at least 2 finite points (N, 2), found shape {0}</source>
        <translation>密度：至少需要 2 个有限的点 (N, 2)，实际形状为 {0}</translation>
    </message>
    <message>
        <source>density: expected more than {0} points, found {1}</source>
        <translation>密度：需要多于 {0} 个点，实有 {1} 个</translation>
    </message>
    <message>
        <source>device: expected one of auto, cpu, cuda, mps, found {0}</source>
        <translation>设备：应为 auto、cpu、cuda、mps 之一，实为 {0}</translation>
    </message>
    <message>
        <source>device: several processes cannot share mps; add --device cpu</source>
        <translation>device：多个进程不能共用 mps；请加上 --device cpu</translation>
    </message>
    <message>
        <source>device: {0} cannot be used: {1}</source>
        <translation>设备：无法使用 {0}：{1}</translation>
    </message>
    <message>
        <source>device: {0} processes on a machine with {1} GPU; start no more than there are, or add --device cpu</source>
        <translation>device：这台机器有 {1} 块 GPU，却启动了 {0} 个进程；进程数不要超过 GPU 数，或加上 --device cpu</translation>
    </message>
    <message>
        <source>did not answer in time</source>
        <translation>未及时回应</translation>
    </message>
    <message>
        <source>digits: expected the file datasets/data/digits.csv.gz of scikit-learn, found none; install it again</source>
        <translation>数字：找不到 scikit-learn 的文件 datasets/data/digits.csv.gz；请重新安装</translation>
    </message>
    <message>
        <source>download the data once more: this may be a page that asks to log in</source>
        <translation>请重新下载数据：这可能是要求登录的页面</translation>
    </message>
    <message>
        <source>each: expected 1 to {0} pictures, found {1}</source>
        <translation>each：应为 1 到 {0} 张图像，实为 {1}</translation>
    </message>
    <message>
        <source>expected 0 with batch norm in D, which ties an image&apos;s score to others, found {0}</source>
        <translation>D 用批归一化时，一张图像的评分与其他图像相连，此处应为 0，实为 {0}</translation>
    </message>
    <message>
        <source>expected 0 with the {0} loss, which has no labels to smooth, found {1}</source>
        <translation>{0} 损失没有可平滑的标签，此处应为 0，实为 {1}</translation>
    </message>
    <message>
        <source>expected 1 to {0} temperatures, found {1}</source>
        <translation>应为 1 到 {0} 个温度，实为 {1}</translation>
    </message>
    <message>
        <source>expected a density: at least 0 everywhere and above 0 somewhere, found a sum of {0}</source>
        <translation>应为密度：处处不小于 0 且有处大于 0，实际总和为 {0}</translation>
    </message>
    <message>
        <source>expected a file, found something else</source>
        <translation>应为文件，实为别的东西</translation>
    </message>
    <message>
        <source>expected a file, found {0}</source>
        <translation>应为文件，实为 {0}</translation>
    </message>
    <message>
        <source>expected a folder, found a file</source>
        <translation>应为文件夹，实为文件</translation>
    </message>
    <message>
        <source>expected a folder, found a file or a link</source>
        <translation>应为文件夹，实为文件或链接</translation>
    </message>
    <message>
        <source>expected a lesson or a preset, found both</source>
        <translation>应为一课或一个预设，却两者都有</translation>
    </message>
    <message>
        <source>expected a name inside the run folder</source>
        <translation>名称应在运行文件夹之内</translation>
    </message>
    <message>
        <source>expected a name of letters, digits and hyphens, found {0}</source>
        <translation>应为由字母、数字和连字符组成的名称，却是 {0}</translation>
    </message>
    <message>
        <source>expected a question, a line that begins with ?</source>
        <translation>应有一个问题，即以 ? 开头的一行</translation>
    </message>
    <message>
        <source>expected a run, found something else</source>
        <translation>应为运行，实为其他内容</translation>
    </message>
    <message>
        <source>expected a setting such as models.*.layers, found {0}</source>
        <translation>应为设置，例如 models.*.layers，却是 {0}</translation>
    </message>
    <message>
        <source>expected a table</source>
        <translation>应为表</translation>
    </message>
    <message>
        <source>expected a text of at most {0} characters, found {1}</source>
        <translation>文本最多应有 {0} 个字符，实际有 {1} 个</translation>
    </message>
    <message>
        <source>expected a title without blanks around it</source>
        <translation>应为首尾没有空格的标题</translation>
    </message>
    <message>
        <source>expected a valid boolean</source>
        <translation>应为布尔值</translation>
    </message>
    <message>
        <source>expected a valid dictionary</source>
        <translation>应为字典</translation>
    </message>
    <message>
        <source>expected a valid integer</source>
        <translation>应为整数</translation>
    </message>
    <message>
        <source>expected a valid list</source>
        <translation>应为列表</translation>
    </message>
    <message>
        <source>expected a valid number</source>
        <translation>应为数</translation>
    </message>
    <message>
        <source>expected a valid string</source>
        <translation>应为字符串</translation>
    </message>
    <message>
        <source>expected a value</source>
        <translation>应有一个值</translation>
    </message>
    <message>
        <source>expected a whole NPZ archive, found {0}</source>
        <translation>应为完整的 NPZ 归档，实为 {0}</translation>
    </message>
    <message>
        <source>expected an NPY header, found one of shape {0} and type {1}</source>
        <translation>应为 NPY 文件头，实际的形状为 {0}、类型为 {1}</translation>
    </message>
    <message>
        <source>expected an NPY header, found: {0}</source>
        <translation>应为 NPY 文件头，实际情况：{0}</translation>
    </message>
    <message>
        <source>expected an experiment, found more than {0} kilobytes of text</source>
        <translation>应为实验文件，实为超过 {0} KB 的文字</translation>
    </message>
    <message>
        <source>expected as many real images as fakes, found {0} and {1}</source>
        <translation>真实图像应与伪造样本一样多，实有 {0} 与 {1}</translation>
    </message>
    <message>
        <source>expected at least 1 where d_steps is 0, so that somebody moves, found 0</source>
        <translation>d_steps 为 0 时此处至少应为 1，总要有一方更新，实为 0</translation>
    </message>
    <message>
        <source>expected at least one example, found {0}</source>
        <translation>应至少有一个样本，实为 {0}</translation>
    </message>
    <message>
        <source>expected at most {0} arrays, found {1}</source>
        <translation>应至多 {0} 个数组，实有 {1} 个</translation>
    </message>
    <message>
        <source>expected at most {0} dots in a line, found more</source>
        <translation>每行应至多 {0} 个点号，实际更多</translation>
    </message>
    <message>
        <source>expected at most {0} layers, found {1}</source>
        <translation>应至多 {0} 层，实为 {1} 层</translation>
    </message>
    <message>
        <source>expected at most {0} levels of nesting, found more</source>
        <translation>嵌套应至多 {0} 层，实际更深</translation>
    </message>
    <message>
        <source>expected at most {0} reports, found {1}; the others were not read</source>
        <translation>应至多有 {0} 份报告，实有 {1} 份；其余未读取</translation>
    </message>
    <message>
        <source>expected at most {0}, found a header that promises {1}</source>
        <translation>应至多 {0}，文件头却声称有 {1}</translation>
    </message>
    <message>
        <source>expected at most {0}, found more</source>
        <translation>应至多 {0}，实际更多</translation>
    </message>
    <message>
        <source>expected counts of runs of {0} that the text has, found others</source>
        <translation>应为文本中确有的 {0} 字串的计数，实为其他</translation>
    </message>
    <message>
        <source>expected counts with a sum above 0, found {0}</source>
        <translation>计数的总和应大于 0，实为 {0}</translation>
    </message>
    <message>
        <source>expected densities on one grid, found shapes {0} and {1}</source>
        <translation>密度应在同一网格上，实际形状为 {0} 与 {1}</translation>
    </message>
    <message>
        <source>expected examples with the shape of images, found {0}</source>
        <translation>应为具有图像形状的样本，实为{0}</translation>
    </message>
    <message>
        <source>expected features of one width, found {0} and {1}</source>
        <translation>特征的宽度应相同，实为 {0} 和 {1}</translation>
    </message>
    <message>
        <source>expected finite places of shape (N, 2), found {0}</source>
        <translation>应为形状为 (N, 2) 的有限位置，实为 {0}</translation>
    </message>
    <message>
        <source>expected generations to compare, found no keyframe that was kept since the run was opened</source>
        <translation>没有可比较的历代结果：自打开运行以来还没有保留关键帧</translation>
    </message>
    <message>
        <source>expected images of shape {0}, found {1}</source>
        <translation>图像的形状应为 {0}，实为 {1}</translation>
    </message>
    <message>
        <source>expected logits that are numbers, found shape {0}</source>
        <translation>logit 应为数，实际形状为 {0}</translation>
    </message>
    <message>
        <source>expected more than {0} images for the distance to the {1}th neighbour, found {2}</source>
        <translation>求到第 {1} 个近邻的距离需要多于 {0} 张图像，实有 {2} 张</translation>
    </message>
    <message>
        <source>expected no link below a run folder, found one, which is not followed</source>
        <translation>运行文件夹中不应有链接，却有一个；不会跟随它</translation>
    </message>
    <message>
        <source>expected none with the {0} loss, found {1}</source>
        <translation>使用 {0} 损失时应为 none，实际为 {1}</translation>
    </message>
    <message>
        <source>expected numbers of shape (N, d), N up to {0}, found {1}</source>
        <translation>应为形状为 (N, d) 的数字，N 不超过 {0}，实为 {1}</translation>
    </message>
    <message>
        <source>expected numbers of usual size, found one of thousands of digits</source>
        <translation>应为大小正常的数，实为一个有数千位的数</translation>
    </message>
    <message>
        <source>expected numbers, found nothing in line {0}, column {1}</source>
        <translation>应为数值，第 {0} 行第 {1} 列却是空的</translation>
    </message>
    <message>
        <source>expected numbers, found {0} in line {1}, column {2}</source>
        <translation>应为数值，第 {1} 行第 {2} 列却是 {0}</translation>
    </message>
    <message>
        <source>expected one line of letters, found an invisible one</source>
        <translation>应为一行文字，却有不可见的字符</translation>
    </message>
    <message>
        <source>expected one of {0}, found {1}</source>
        <translation>应为 {0} 之一，实为 {1}</translation>
    </message>
    <message>
        <source>expected pictures of model {0}, found none</source>
        <translation>缺少模型 {0} 的图像</translation>
    </message>
    <message>
        <source>expected places of at most {0} examples, found {1}</source>
        <translation>应为至多 {0} 个样本的位置，实为 {1} 个</translation>
    </message>
    <message>
        <source>expected plain text, found markup</source>
        <translation>应为纯文本，却有标记</translation>
    </message>
    <message>
        <source>expected points of the plane, found {0}</source>
        <translation>应为平面上的点，实为{0}</translation>
    </message>
    <message>
        <source>expected rows from 0 to {0}, found {1} to {2}</source>
        <translation>行号应为 0 到 {0}，实为 {1} 到 {2}</translation>
    </message>
    <message>
        <source>expected rows of numbers, found something else</source>
        <translation>应为数值的行，实为别的内容</translation>
    </message>
    <message>
        <source>expected some of {0}, found {1}</source>
        <translation>应为 {0} 中的若干项，实为 {1}</translation>
    </message>
    <message>
        <source>expected text (UTF-8), found other data</source>
        <translation>应为文字（UTF-8），实为其他数据</translation>
    </message>
    <message>
        <source>expected texts to count characters in, found {0}</source>
        <translation>需要文本才能统计字符，实际为{0}</translation>
    </message>
    <message>
        <source>expected the beginning of one line, found {0} lines</source>
        <translation>应为一行的开头，实际有 {0} 行</translation>
    </message>
    <message>
        <source>expected the options {0}, found {1}</source>
        <translation>应为选项 {0}，却是 {1}</translation>
    </message>
    <message>
        <source>expected the path of a run folder, or a preset, on the far machine</source>
        <translation>应为远程机器上运行文件夹的路径，或一个预设</translation>
    </message>
    <message>
        <source>expected weights between 0 and 1, found others</source>
        <translation>权重应在 0 与 1 之间，实为其他</translation>
    </message>
    <message>
        <source>expected weights of shapes {0}, found {1}</source>
        <translation>权重的形状应为 {0}，实为 {1}</translation>
    </message>
    <message>
        <source>expected what is said where the prediction was right and wrong, lines that begin with right: and wrong:</source>
        <translation>应有预测正确和错误时的话，即以 right: 和 wrong: 开头的行</translation>
    </message>
    <message>
        <source>expected {0} bytes of values for shape {1}, found only {2}</source>
        <translation>形状 {1} 应有 {0} 字节的数值，实际只有 {2}</translation>
    </message>
    <message>
        <source>expected {0} columns, found {1} in line {2}</source>
        <translation>应为 {0} 列，第 {2} 行却有 {1} 列</translation>
    </message>
    <message>
        <source>expected {0} goals, lines that begin with - [ ], found {1}</source>
        <translation>应有 {0} 个目标，即以 - [ ] 开头的行，却有 {1} 个</translation>
    </message>
    <message>
        <source>expected {0} to {1} layers, found {2}</source>
        <translation>应为 {0} 至 {1} 层，实为 {2} 层</translation>
    </message>
    <message>
        <source>expected {0}, found none</source>
        <translation>缺少 {0}</translation>
    </message>
    <message>
        <source>expected {0}, found {1}</source>
        <translation>应为 {0}，实为 {1}</translation>
    </message>
    <message>
        <source>expected {0}.covariance without negative variances, found another</source>
        <translation>{0}.covariance 应没有负方差，实际不是</translation>
    </message>
    <message>
        <source>expected {0}.covariances that are positive definite, found others</source>
        <translation>{0}.covariances 应为正定，实际不是</translation>
    </message>
    <message>
        <source>expected {0}.mean of at most {1}, found others</source>
        <translation>{0}.mean 应不超过 {1}，实际超过</translation>
    </message>
    <message>
        <source>expected {0}.means of at most {1}, found others</source>
        <translation>{0}.means 应不超过 {1}，实际超过</translation>
    </message>
    <message>
        <source>expected {0}.weights from 0 on with the sum 1, found others</source>
        <translation>{0}.weights 应不小于 0 且总和为 1，实际不是</translation>
    </message>
    <message>
        <source>exported {0} files and read them again</source>
        <translation>导出了 {0} 个文件并重新读取</translation>
    </message>
    <message>
        <source>extent: expected x0 &lt; x1 and y0 &lt; y1 within {0}, found {1}</source>
        <translation>extent：应在 {0} 以内且 x0 &lt; x1、y0 &lt; y1，实为 {1}</translation>
    </message>
    <message>
        <source>fake features</source>
        <translation>伪造样本的特征</translation>
    </message>
    <message>
        <source>fake samples</source>
        <translation>伪造样本</translation>
    </message>
    <message>
        <source>family</source>
        <translation>模型族</translation>
    </message>
    <message>
        <source>family: cgan needs images of at least 2 classes, found 1 in {0}</source>
        <translation>family：cgan 需要至少 2 个类别的图像，{0} 中只有 1 个</translation>
    </message>
    <message>
        <source>family: cgan needs to be told classes, found no labels in {0}</source>
        <translation>family：cgan 需要类别，{0} 中却没有标签</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>features of real pictures</source>
        <translation>真实图像的特征</translation>
    </message>
    <message>
        <source>fetch the file with git lfs pull</source>
        <translation>请用 git lfs pull 取得文件</translation>
    </message>
    <message>
        <source>geometry: expected (N, d), (N, d) and (d,), found {0}, {1} and {2}</source>
        <translation>几何：应为 (N, d)、(N, d) 与 (d,)，实为 {0}、{1} 与 {2}</translation>
    </message>
    <message>
        <source>geometry: expected a grid of at least two decodes, found {0}</source>
        <translation>几何：应为至少两个解码图像的网格，实为 {0}</translation>
    </message>
    <message>
        <source>geometry: expected at least 2 codes of shape (N, latent_dim), found {0}</source>
        <translation>几何：至少需要 2 个形状为 (N, latent_dim) 的编码，实为 {0}</translation>
    </message>
    <message>
        <source>geometry: expected cells of positive size, found {0} x {1}</source>
        <translation>几何：网格的大小应为正，实为 {0}×{1}</translation>
    </message>
    <message>
        <source>holds pickled Python objects, which are never loaded because they could run code</source>
        <translation>含有 pickle 打包的 Python 对象；这类对象可能运行代码，一律不载入</translation>
    </message>
    <message>
        <source>holds values that are not finite numbers</source>
        <translation>含有非有限的数值</translation>
    </message>
    <message>
        <source>hole score: expected a layer that tells holes by a threshold; geometry does not</source>
        <translation>空洞分数：需要以阈值判断空洞的图层；几何图层不行</translation>
    </message>
    <message>
        <source>hole score: expected values of shape (N,), at least one, found {0}</source>
        <translation>空洞分数：值的形状应为 (N,)，至少一个，实为 {0}</translation>
    </message>
    <message>
        <source>image_shape: expected three numbers, found none</source>
        <translation>image_shape：应为三个数，实为空</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>inception score: expected rows of probabilities with a sum of 1</source>
        <translation>Inception 分数：每行概率之和应为 1</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>is written to {0}</source>
        <translation>可写入 {0}</translation>
    </message>
    <message>
        <source>it holds another run: {0}</source>
        <translation>其中是另一个运行：{0}</translation>
    </message>
    <message>
        <source>it was trained on, to step {0}</source>
        <translation>它已继续训练到第 {0} 步</translation>
    </message>
    <message>
        <source>its weights do not fit these data: expected {0} of {1}, found none</source>
        <translation>其权重与这些数据不符：应有形状为 {1} 的 {0}，但没有找到</translation>
    </message>
    <message>
        <source>its weights do not fit these data: expected {0} of {1}, found {2}</source>
        <translation>其权重与这些数据不符：{0} 的形状应为 {1}，实际为 {2}</translation>
    </message>
    <message>
        <source>its weights do not fit: expected {0} of {1}, found {2}</source>
        <translation>其权重不符：{0} 的类型应为 {1}，实际为 {2}</translation>
    </message>
    <message>
        <source>judge: expected at least 1 step of training, found {0}</source>
        <translation>评判器：至少需要训练 1 步，实为 {0}</translation>
    </message>
    <message>
        <source>keeps the form</source>
        <translation>合乎格式</translation>
    </message>
    <message>
        <source>killed after step {0}, found again, and went on bit for bit like a run that was never killed</source>
        <translation>在第 {0} 步之后被强制结束，又重新找到，并与从未中断的训练逐位一致地继续</translation>
    </message>
    <message>
        <source>labels: expected numbers of {0} classes, found others</source>
        <translation>labels：应为 {0} 个类别的编号，实为其他值</translation>
    </message>
    <message>
        <source>language: expected one of {0}, found {1}</source>
        <translation>language：应为 {0} 之一，实为 {1}</translation>
    </message>
    <message>
        <source>latent_dim: expected at most {0}, as many as an example has numbers, found {1}</source>
        <translation>latent_dim：应至多 {0}，即一个样本所含的数的个数，实为 {1}</translation>
    </message>
    <message>
        <source>latent_dim: expected at most {0}, as many as there are training examples, found {1}</source>
        <translation>latent_dim：应至多 {0}，即训练样本的个数，实为 {1}</translation>
    </message>
    <message>
        <source>lesson_version: there is no lesson</source>
        <translation>lesson_version：没有课</translation>
    </message>
    <message>
        <source>maps are drawn of pictures and of points, not of {0}</source>
        <translation>地图由图片和点画成，不能由{0}画成</translation>
    </message>
    <message>
        <source>maps of {0} digits can be trusted: {1}</source>
        <translation>{0} 个数字的地图可信：{1}</translation>
    </message>
    <message>
        <source>marks: expected a list of at most {0}, found {1}</source>
        <translation>marks：应为至多 {0} 项的列表，实为 {1}</translation>
    </message>
    <message>
        <source>marks: expected an object for each, found {0}</source>
        <translation>marks：每一项应为对象，实为 {0}</translation>
    </message>
    <message>
        <source>marks: expected each with a step and one of {0}, found another</source>
        <translation>marks：每一项应有步数和以下之一：{0}，实为别的内容</translation>
    </message>
    <message>
        <source>marks: expected settings with two values each, found {0}</source>
        <translation>marks：每项设置应有两个值，实为 {0}</translation>
    </message>
    <message>
        <source>marks: expected the name of a run, found {0}</source>
        <translation>marks：应为一次运行的名称，实为 {0}</translation>
    </message>
    <message>
        <source>marks: expected the number of a model, found {0}</source>
        <translation>marks：应为模型的编号，实为 {0}</translation>
    </message>
    <message>
        <source>models.{0}.{1}: cannot change while training; restart to change it</source>
        <translation>models.{0}.{1}：训练中不能更改；重新训练后才会改变</translation>
    </message>
    <message>
        <source>models: expected 1 to {0} models, found {1}</source>
        <translation>models：应为 1 至 {0} 个模型，实为 {1}</translation>
    </message>
    <message>
        <source>models: expected a model from 0 to {0}, found {1}</source>
        <translation>models：应为 0 至 {0} 号模型，实为 {1}</translation>
    </message>
    <message>
        <source>modes: expected centres as float32 (K, 2), found {0} {1}</source>
        <translation>modes：中心应为 float32 (K, 2)，实为 {0} {1}</translation>
    </message>
    <message>
        <source>modes: expected finite centres and a sigma above 0, found {0}, {1}</source>
        <translation>modes：中心应为有限值且 sigma 大于 0，实为 {0}、{1}</translation>
    </message>
    <message>
        <source>modes: expected finite points (N, 2), found an array of shape {0}</source>
        <translation>模式：应为有限的点 (N, 2)，实际数组的形状为 {0}</translation>
    </message>
    <message>
        <source>more than {0} megapixels</source>
        <translation>超过 {0} 百万像素</translation>
    </message>
    <message>
        <source>most: expected 1 to {0} components, found {1}</source>
        <translation>most：应为 1 到 {0} 个分量，实为 {1}</translation>
    </message>
    <message>
        <source>n: the runs of {0} characters fill more than {1} rows; take a smaller n</source>
        <translation>n：{0} 个字符的字串超过 {1} 行；请取较小的 n</translation>
    </message>
    <message>
        <source>names: expected the files {0} of the package names, found none; install it again</source>
        <translation>人名：找不到软件包 names 的文件 {0}；请重新安装</translation>
    </message>
    <message>
        <source>network: conv takes images of {0} to {1} pixels a side, found {2} x {3}</source>
        <translation>network：conv 接受边长 {0} 至 {1} 像素的图像，实为 {2}×{3}</translation>
    </message>
    <message>
        <source>no GPU with a working driver was found</source>
        <translation>没有找到驱动正常的 GPU</translation>
    </message>
    <message>
        <source>no ONNX: needs the extra &quot;onnx&quot; ({0})</source>
        <translation>没有 ONNX：需要附加组件 “onnx”（{0}）</translation>
    </message>
    <message>
        <source>no arrays</source>
        <translation>没有数组</translation>
    </message>
    <message>
        <source>no curves: nothing has been trained</source>
        <translation>没有曲线：还没有训练过</translation>
    </message>
    <message>
        <source>no font is installed: the window would show boxes instead of letters</source>
        <translation>没有安装字体：窗口会把文字显示成方框</translation>
    </message>
    <message>
        <source>no network socket was opened</source>
        <translation>没有打开网络连接</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>未给出原因</translation>
    </message>
    <message>
        <source>not a file (or a link to nothing)</source>
        <translation>不是文件（或是失效的链接）</translation>
    </message>
    <message>
        <source>not an image that can be read</source>
        <translation>不是可读取的图像</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>not varied</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>nothing was dropped: expected images, a folder of them, a data file, a run or an experiment</source>
        <translation>没有拖入任何内容：应为图像、图像文件夹、数据文件、运行或实验</translation>
    </message>
    <message>
        <source>nothing was written into the program&apos;s folder</source>
        <translation>没有写入程序文件夹</translation>
    </message>
    <message>
        <source>of: expected another model of the experiment that encodes, found none</source>
        <translation>of：实验中应另有能编码的模型，实际没有</translation>
    </message>
    <message>
        <source>offered {0} bytes, expected {1}</source>
        <translation>提供了 {0} 字节，应为 {1} 字节</translation>
    </message>
    <message>
        <source>offered {0}, expected bytes {1} to {2} of {3}</source>
        <translation>提供了 {0}，应为 {3} 字节中的第 {1} 至 {2} 字节</translation>
    </message>
    <message>
        <source>one of {0}</source>
        <translation>以下之一：{0}</translation>
    </message>
    <message>
        <source>one picture</source>
        <translation>单张图片</translation>
    </message>
    <message>
        <source>opened the bundled run, decoded, trained {0} steps, saved; {1} colours on the screen</source>
        <translation>打开了自带的运行，解码，训练 {0} 步，保存；屏幕上有 {1} 种颜色</translation>
    </message>
    <message>
        <source>orders: {0} orders cut {1} wires to the odds, where a model has at most {2}; take fewer orders, units or values</source>
        <translation>orders：{0} 种次序要剪断通往概率的 {1} 条连线，而一个模型至多 {2} 条；请减少次序、单元或取值</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>pip install &quot;latent-explorer[{0}]&quot;</source>
        <translation>pip install &quot;latent-explorer[{0}]&quot;</translation>
    </message>
    <message>
        <source>points</source>
        <translation>平面上的点</translation>
    </message>
    <message>
        <source>points: expected them for examples of shape {0} only, found shape {1}</source>
        <translation>points：只有形状为 {0} 的样本才有点，实际形状为 {1}</translation>
    </message>
    <message>
        <source>preset: expected one of {0}, found {1}</source>
        <translation>预设：应为 {0} 之一，实为 {1}</translation>
    </message>
    <message>
        <source>principal axes: expected 1 to {0} of them, found {1}</source>
        <translation>主轴：应为 1 到 {0} 条，实为 {1} 条</translation>
    </message>
    <message>
        <source>principal axes: expected examples of shape (N, D), found {0}</source>
        <translation>主轴：样本形状应为 (N, D)，实为 {0}</translation>
    </message>
    <message>
        <source>principal axes: expected finite numbers, found some that are not</source>
        <translation>主轴：应为有限的数，实有非有限的数</translation>
    </message>
    <message>
        <source>probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>process {0} on {1} since {2}</source>
        <translation>{1} 上的进程 {0}，自 {2} 起</translation>
    </message>
    <message>
        <source>process {0}: {1}</source>
        <translation>进程 {0}：{1}</translation>
    </message>
    <message>
        <source>real features</source>
        <translation>真实样本的特征</translation>
    </message>
    <message>
        <source>real samples</source>
        <translation>真实样本</translation>
    </message>
    <message>
        <source>realism: expected at least {0} real pictures to compare with, found {1}</source>
        <translation>真实度：至少需要 {0} 张真实图像来比较，实有 {1} 张</translation>
    </message>
    <message>
        <source>realism: expected features of width {0}, found {1}</source>
        <translation>真实度：特征的宽度应为 {0}，实为 {1}</translation>
    </message>
    <message>
        <source>realism: expected finite features of the real pictures, found some that are no numbers</source>
        <translation>真实度：真实图像的特征应为有限值，其中却有非数</translation>
    </message>
    <message>
        <source>realism: expected {0} of shape (N, D), found {1}</source>
        <translation>真实度：{0} 的形状应为 (N, D)，实为 {1}</translation>
    </message>
    <message>
        <source>references</source>
        <translation>参照样本</translation>
    </message>
    <message>
        <source>region {0}: expected at least 2 codes to fit it to, found {1}</source>
        <translation>区域 {0}：拟合至少需要 2 个编码，实有 {1} 个</translation>
    </message>
    <message>
        <source>region {0}: expected finite codes, found some that are no numbers</source>
        <translation>区域 {0}：编码应为有限值，其中却有非数</translation>
    </message>
    <message>
        <source>region: expected codes of shape (N, latent_dim), found {0}</source>
        <translation>区域：编码的形状应为 (N, latent_dim)，实为 {0}</translation>
    </message>
    <message>
        <source>resources of the program: expected one of {0}, found none; please install it again</source>
        <translation>程序资源：应为以下之一：{0}，实际没有；请重新安装</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>save it as CSV or NPZ</source>
        <translation>请另存为 CSV 或 NPZ</translation>
    </message>
    <message>
        <source>save its arrays as NPZ: numpy.savez(file, x=images, y=labels)</source>
        <translation>请把其中的数组另存为 NPZ：numpy.savez(file, x=images, y=labels)</translation>
    </message>
    <message>
        <source>save the sheet as CSV</source>
        <translation>请把表格另存为 CSV</translation>
    </message>
    <message>
        <source>saved state: expected a place from 0 to {0}, found {1}</source>
        <translation>保存的状态：位置应为 0 至 {0}，实为 {1}</translation>
    </message>
    <message>
        <source>saved state: expected live knobs of each model ({0}), found {1}</source>
        <translation>保存的状态：应为 {0} 个模型的即时设置，实为 {1}</translation>
    </message>
    <message>
        <source>saved state: expected order.permutation to hold every image once, found another order</source>
        <translation>保存的状态：order.permutation 应恰含每张图像一次，实为别的顺序</translation>
    </message>
    <message>
        <source>saved state: expected threads as steps and numbers, found {0}</source>
        <translation>保存的状态：线程应记为步数与数目，实为 {0}</translation>
    </message>
    <message>
        <source>saved state: expected {0} of shape {1}, found nothing</source>
        <translation>保存的状态：缺少形状为 {1} 的 {0}</translation>
    </message>
    <message>
        <source>saved state: expected {0} of shape {1}, found {2}</source>
        <translation>保存的状态：{0} 的形状应为 {1}，实为 {2}</translation>
    </message>
    <message>
        <source>saved state: expected {0} of {1} of {2}, found nothing</source>
        <translation>保存的状态：{0} 应为 {2} 类型的 {1}，却什么也没有</translation>
    </message>
    <message>
        <source>saved state: expected {0} of {1} of {2}, found {3} of {4}</source>
        <translation>保存的状态：{0} 应为 {2} 类型的 {1}，实为 {4} 类型的 {3}</translation>
    </message>
    <message>
        <source>saved state: expected {0} of {1}, found one of {2}</source>
        <translation>保存的状态：{0} 应为 {1}，实为 {2}</translation>
    </message>
    <message>
        <source>saved state: expected {0} to be a generator&apos;s state, found other bytes</source>
        <translation>保存的状态：{0} 应为随机数发生器的状态，实为其他字节</translation>
    </message>
    <message>
        <source>saved state: expected {0} to be bytes, found {1} of {2}</source>
        <translation>保存的状态：{0} 应为字节，实为 {2} 的 {1}</translation>
    </message>
    <message>
        <source>saved state: expected {0} to count from 0 to {1}, found {2}</source>
        <translation>保存的状态：{0} 的计数应为 0 至 {1}，实为 {2}</translation>
    </message>
    <message>
        <source>saved state: {0}</source>
        <translation>保存的状态：{0}</translation>
    </message>
    <message>
        <source>saved state: {0} is missing</source>
        <translation>保存的状态：缺少 {0}</translation>
    </message>
    <message>
        <source>saved state: {0} is not complete</source>
        <translation>保存的状态：{0} 不完整</translation>
    </message>
    <message>
        <source>saved state: {0} of shape {1} fits no weight</source>
        <translation>保存的状态：形状为 {1} 的 {0} 与任何权重都不符</translation>
    </message>
    <message>
        <source>says nothing of itself</source>
        <translation>没有说明自身</translation>
    </message>
    <message>
        <source>seed: a class code holds one from 0 to {0}, found {1}</source>
        <translation>种子：课堂代码能容纳 0 到 {0}，却是 {1}</translation>
    </message>
    <message>
        <source>seed: expected a number between 0 and {0}, found {1}</source>
        <translation>seed：应为 0 到 {0} 之间的数，实为 {1}</translation>
    </message>
    <message>
        <source>seeds</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>seeds: expected 1 to {0}, found {1}</source>
        <translation>seeds：应为 1 到 {0} 个，实为 {1}</translation>
    </message>
    <message>
        <source>sent a file with the wrong SHA-256</source>
        <translation>发来的文件 SHA-256 不符</translation>
    </message>
    <message>
        <source>sentences.json: cannot be read ({0}), so what is said of data stays English</source>
        <translation>sentences.json：无法读取（{0}），因此有关数据的说明仍为英文</translation>
    </message>
    <message>
        <source>sigma: expected a positive number, found something else</source>
        <translation>sigma：应为正数，实为别的内容</translation>
    </message>
    <message>
        <source>ssh does not know {0} yet, or it has changed: connect once in a terminal.</source>
        <translation>ssh 还不认识 {0}，或它已改变：请先在终端中连接一次。</translation>
    </message>
    <message>
        <source>start: expected one of {0}, found {1}</source>
        <translation>start：应为 {0} 之一，实为 {1}</translation>
    </message>
    <message>
        <source>step {0} was saved, but the run goes on from step {1}</source>
        <translation>保存的是第 {0} 步，训练却从第 {1} 步继续</translation>
    </message>
    <message>
        <source>steps: expected a whole number, found {0}</source>
        <translation>steps：应为整数，实为 {0}</translation>
    </message>
    <message>
        <source>steps_per_second: expected 0 to {0}, found {1}</source>
        <translation>steps_per_second：应为 0 到 {0}，实际为 {1}</translation>
    </message>
    <message>
        <source>still running after all was closed: {0}</source>
        <translation>全部关闭之后仍在运行：{0}</translation>
    </message>
    <message>
        <source>sweep: expected at most {0} runs, found {1}</source>
        <translation>sweep：运行最多 {0} 个，实为 {1} 个</translation>
    </message>
    <message>
        <source>sweep: expected either a TOML file or --preset NAME</source>
        <translation>sweep：应给出 TOML 文件或 --preset NAME 其中之一</translation>
    </message>
    <message>
        <source>sweep: expected several values of at most {0} settings, found {1}</source>
        <translation>sweep：最多 {0} 个设置可有多个取值，实为 {1}</translation>
    </message>
    <message>
        <source>sweep: goes on with the one in --out, whose settings are as they were; expected a TOML file or --preset NAME for another</source>
        <translation>sweep：继续 --out 中的扫描，其设置保持不变；如需另一个扫描，请给出 TOML 文件或 --preset NAME</translation>
    </message>
    <message>
        <source>temperature: expected {0} to {1}, found {2}</source>
        <translation>温度：应为 {0} 到 {1}，实为 {2}</translation>
    </message>
    <message>
        <source>test examples</source>
        <translation>测试样本</translation>
    </message>
    <message>
        <source>test images</source>
        <translation>测试图像</translation>
    </message>
    <message>
        <source>texts do not follow their noise</source>
        <translation>文本没有随噪声而定</translation>
    </message>
    <message>
        <source>the CPU cannot be used: {0}</source>
        <translation>无法使用 CPU：{0}</translation>
    </message>
    <message>
        <source>the curve of {0} has gaps</source>
        <translation>{0} 的曲线有缺口</translation>
    </message>
    <message>
        <source>the curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>the data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>the end</source>
        <translation>结尾</translation>
    </message>
    <message>
        <source>the font {0} draws no Latin letters</source>
        <translation>字体 {0} 画不出拉丁字母</translation>
    </message>
    <message>
        <source>the log file {0} cannot be written ({1})</source>
        <translation>无法写入日志文件 {0}（{1}）</translation>
    </message>
    <message>
        <source>the log file {0} does not hold what was written to it</source>
        <translation>日志文件 {0} 中没有写入的内容</translation>
    </message>
    <message>
        <source>the map layers</source>
        <translation>地图图层</translation>
    </message>
    <message>
        <source>the menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>the presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>the program changed its own folder: {0}</source>
        <translation>程序改动了自己的文件夹：{0}</translation>
    </message>
    <message>
        <source>the render thread does not know {0}</source>
        <translation>绘制线程不认得 {0}</translation>
    </message>
    <message>
        <source>the run on the disk ends at step {0}: {1}</source>
        <translation>磁盘上的运行在第 {0} 步结束：{1}</translation>
    </message>
    <message>
        <source>the run that was killed is not whole: {0}</source>
        <translation>被强制结束的运行不完整：{0}</translation>
    </message>
    <message>
        <source>the run to open</source>
        <translation>打开运行</translation>
    </message>
    <message>
        <source>the run was not saved: {0}</source>
        <translation>运行没有保存：{0}</translation>
    </message>
    <message>
        <source>the saved run has problems: {0}</source>
        <translation>保存的运行有问题：{0}</translation>
    </message>
    <message>
        <source>the seeds are {0} there and {1} here</source>
        <translation>随机种子在该处为 {0}，在此处为 {1}</translation>
    </message>
    <message>
        <source>the settings of the models</source>
        <translation>模型设置</translation>
    </message>
    <message>
        <source>the tables or lists are nested too deeply</source>
        <translation>表或列表嵌套过深</translation>
    </message>
    <message>
        <source>the three pins lie on one line: move one of them aside</source>
        <translation>三个标记在一条直线上：请移开其中一个</translation>
    </message>
    <message>
        <source>the timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>the training ended by itself with exit code {0}: {1}</source>
        <translation>训练自行结束，退出代码 {0}：{1}</translation>
    </message>
    <message>
        <source>the window shows next to nothing: {0} colours</source>
        <translation>窗口几乎什么也没显示：{0} 种颜色</translation>
    </message>
    <message>
        <source>there are no judges in {0}</source>
        <translation>{0} 中没有评判器</translation>
    </message>
    <message>
        <source>there are no lessons in {0}</source>
        <translation>{0} 中没有课</translation>
    </message>
    <message>
        <source>there are no presets in {0}</source>
        <translation>{0} 中没有预设</translation>
    </message>
    <message>
        <source>there are no runs in {0}</source>
        <translation>{0} 中没有运行</translation>
    </message>
    <message>
        <source>there is no Apple GPU here, or macOS is too old for it</source>
        <translation>这里没有 Apple GPU，或 macOS 版本过旧</translation>
    </message>
    <message>
        <source>there is no Play button</source>
        <translation>没有“训练”按钮</translation>
    </message>
    <message>
        <source>there is no prediction to be right or wrong</source>
        <translation>没有可以判断对错的预测</translation>
    </message>
    <message>
        <source>there is nothing to ask</source>
        <translation>没有可问的</translation>
    </message>
    <message>
        <source>there twice</source>
        <translation>重复出现</translation>
    </message>
    <message>
        <source>this PyTorch is a CPU build</source>
        <translation>此 PyTorch 是 CPU 版本</translation>
    </message>
    <message>
        <source>this experiment cannot be written as a command; save it as TOML instead</source>
        <translation>这个实验无法写成命令；请改存为 TOML</translation>
    </message>
    <message>
        <source>threads: expected 1 to {0}, found {1}</source>
        <translation>threads：应为 1 到 {0}，实际为 {1}</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>tokens: expected pieces of at least one token, found a length of {0}</source>
        <translation>词元：每段至少应有一个词元，实际长度为 {0}</translation>
    </message>
    <message>
        <source>told_class: expected data with classes, found none in {0}</source>
        <translation>told_class：需要带类别的数据，而 {0} 中没有</translation>
    </message>
    <message>
        <source>torchrun: the processes do not find each other ({0})</source>
        <translation>torchrun：各进程找不到彼此（{0}）</translation>
    </message>
    <message>
        <source>torchrun: this build of PyTorch has no torch.distributed</source>
        <translation>torchrun：这个 PyTorch 版本没有 torch.distributed</translation>
    </message>
    <message>
        <source>torchrun: {0} processes cannot share batches of {1}; start no more than that, or take larger batches</source>
        <translation>torchrun：{0} 个进程无法分摊大小为 {1} 的批；请启动不多于此数的进程，或增大批大小</translation>
    </message>
    <message>
        <source>trained {0} steps; nobody has measured what to expect</source>
        <translation>训练了 {0} 步；没有可比照的实测值</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>training examples</source>
        <translation>训练样本</translation>
    </message>
    <message>
        <source>true</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>truncated: the file is incomplete</source>
        <translation>被截断：文件不完整</translation>
    </message>
    <message>
        <source>unknown key</source>
        <translation>未知的键</translation>
    </message>
    <message>
        <source>unpack it, and choose what was in it</source>
        <translation>请先解压，再选择其中的内容</translation>
    </message>
    <message>
        <source>unpacks to more than {0} MB</source>
        <translation>解压后超过 {0} MB</translation>
    </message>
    <message>
        <source>up to step {0}, the run that was killed went another way: {1}{2}</source>
        <translation>到第 {0} 步为止，被强制结束的训练走向不同：{1}{2}</translation>
    </message>
    <message>
        <source>values that cannot be used ({0})</source>
        <translation>无法使用的值（{0}）</translation>
    </message>
    <message>
        <source>vocabulary: expected 2 to {0} tokens, each once, found {1}</source>
        <translation>词表：应有 2 到 {0} 个互不相同的词元，实为 {1} 个</translation>
    </message>
    <message>
        <source>vocabulary: expected the end of a line first, found {0}</source>
        <translation>词表：第一个应为行尾，实为 {0}</translation>
    </message>
    <message>
        <source>waited {0} s at most for another process to train and save</source>
        <translation>等待另一进程训练并保存，至多 {0} 秒</translation>
    </message>
    <message>
        <source>waited {0} s at most for {1}; the window says: {2}</source>
        <translation>等待 {1} 至多 {0} 秒；窗口显示：{2}</translation>
    </message>
    <message>
        <source>weights: expected numbers above 0, found {0}</source>
        <translation>weights：应为大于 0 的数，实为 {0}</translation>
    </message>
    <message>
        <source>weights: those given for model {0} are of other networks</source>
        <translation>权重：给模型 {0} 的权重属于别的网络</translation>
    </message>
    <message>
        <source>well formed</source>
        <translation>句式正确</translation>
    </message>
    <message>
        <source>what is read back differs from what was saved: {0}</source>
        <translation>读回的内容与保存的不同：{0}</translation>
    </message>
    <message>
        <source>whole numbers from {0} to {1}</source>
        <translation>{0} 至 {1} 的整数</translation>
    </message>
    <message>
        <source>whole numbers such as [512, 256]</source>
        <translation>整数列表，如 [512, 256]</translation>
    </message>
    <message>
        <source>xz data</source>
        <translation>xz 数据</translation>
    </message>
    <message>
        <source>zstd data</source>
        <translation>zstd 数据</translation>
    </message>
    <message>
        <source>{0} GB</source>
        <translation>{0} GB</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0} MB</translation>
    </message>
    <message>
        <source>{0} animated, of which the first frame is taken: {1} and {2} more.</source>
        <translation>{0} 个动图，取第一帧：{1} 等（另有 {2} 个）。</translation>
    </message>
    <message>
        <source>{0} animated, of which the first frame is taken: {1}.</source>
        <translation>{0} 个动图，取第一帧：{1}。</translation>
    </message>
    <message>
        <source>{0} at letter {1}</source>
        <translation>第 {1} 个字符处的 {0}</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} 字节</translation>
    </message>
    <message>
        <source>{0} cannot be adjusted by hand</source>
        <translation>{0} 不能手动调整</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1})</source>
        <translation>无法读取 {0}（{1}）</translation>
    </message>
    <message>
        <source>{0} characters in {1} files, {2} different ones; held out are ends of files.</source>
        <translation>{1} 个文件中共 {0} 个字符，{2} 种；文件的末尾留出。</translation>
    </message>
    <message>
        <source>{0} characters, {1} different ones; held out is the end.</source>
        <translation>{0} 个字符，{1} 种；末尾留出。</translation>
    </message>
    <message>
        <source>{0} computes wrong gradients: those of {1} are off by {2}</source>
        <translation>{0} 的梯度计算有误：{1} 的梯度相差 {2}</translation>
    </message>
    <message>
        <source>{0} could not be saved: {1}</source>
        <translation>无法保存 {0}：{1}</translation>
    </message>
    <message>
        <source>{0} could not be written: {1}</source>
        <translation>无法写入 {0}：{1}</translation>
    </message>
    <message>
        <source>{0} differ ({1} of {2}, by {3} at most)</source>
        <translation>{0} 不一致（{2} 个中有 {1} 个，至多相差 {3}）</translation>
    </message>
    <message>
        <source>{0} differs from the last save; the settings of that save are used</source>
        <translation>{0} 与上次保存的不同；采用那次保存的设置</translation>
    </message>
    <message>
        <source>{0} does not answer.</source>
        <translation>{0} 没有应答。</translation>
    </message>
    <message>
        <source>{0} does not complete what is given</source>
        <translation>{0} 不会补全给定的部分</translation>
    </message>
    <message>
        <source>{0} does not decode</source>
        <translation>{0} 不能解码</translation>
    </message>
    <message>
        <source>{0} does not encode</source>
        <translation>{0} 不能编码</translation>
    </message>
    <message>
        <source>{0} does not predict</source>
        <translation>{0} 不能预测</translation>
    </message>
    <message>
        <source>{0} does not sample</source>
        <translation>{0} 不能采样</translation>
    </message>
    <message>
        <source>{0} does not score</source>
        <translation>{0} 不能评分</translation>
    </message>
    <message>
        <source>{0} does not tell what it looks at</source>
        <translation>{0} 不说明它在看什么</translation>
    </message>
    <message>
        <source>{0} does not translate {1}</source>
        <translation>{0} 没有 {1} 的译文</translation>
    </message>
    <message>
        <source>{0} does not write</source>
        <translation>{0} 不会写文本</translation>
    </message>
    <message>
        <source>{0} does not write texts</source>
        <translation>{0} 不写文本</translation>
    </message>
    <message>
        <source>{0} draws in no order</source>
        <translation>{0} 的绘制没有先后顺序</translation>
    </message>
    <message>
        <source>{0} draws no samples, so there are no stages to show</source>
        <translation>{0} 不能采样，因此没有可显示的阶段</translation>
    </message>
    <message>
        <source>{0} draws no samples, so there are none to measure</source>
        <translation>{0} 不能采样，因此没有样本可衡量</translation>
    </message>
    <message>
        <source>{0} draws nothing</source>
        <translation>{0} 不绘制任何图像</translation>
    </message>
    <message>
        <source>{0} entries</source>
        <translation>{0} 项</translation>
    </message>
    <message>
        <source>{0} families; the window&apos;s is {1}</source>
        <translation>{0} 个字体族；窗口所用为 {1}</translation>
    </message>
    <message>
        <source>{0} families; the window&apos;s is {1}; Chinese can be drawn</source>
        <translation>{0} 个字体族；窗口所用为 {1}；可以显示汉字</translation>
    </message>
    <message>
        <source>{0} files ({1} MB) are as they were built</source>
        <translation>{0} 个文件（{1} MB）与构建时一致</translation>
    </message>
    <message>
        <source>{0} has no code</source>
        <translation>{0} 没有编码</translation>
    </message>
    <message>
        <source>{0} has no discriminator: expected a model of two players</source>
        <translation>{0} 没有判别器：需要双方对抗的模型</translation>
    </message>
    <message>
        <source>{0} has no encoder: nothing is encoded anywhere, so only realism can be measured</source>
        <translation>{0} 没有编码器：没有任何图像被编码，因此只能衡量真实度</translation>
    </message>
    <message>
        <source>{0} has no memory</source>
        <translation>{0} 没有记忆</translation>
    </message>
    <message>
        <source>{0} has no memory with cells</source>
        <translation>{0} 没有由单元组成的记忆</translation>
    </message>
    <message>
        <source>{0} has no network to share, so every process computes all of it.</source>
        <translation>{0} 没有可分摊的网络，因此每个进程都做全部计算。</translation>
    </message>
    <message>
        <source>{0} has no players</source>
        <translation>{0} 没有对抗的双方</translation>
    </message>
    <message>
        <source>{0} has no posterior</source>
        <translation>{0} 没有后验</translation>
    </message>
    <message>
        <source>{0} is empty</source>
        <translation>{0} 是空的</translation>
    </message>
    <message>
        <source>{0} is missing</source>
        <translation>缺少 {0}</translation>
    </message>
    <message>
        <source>{0} is missing: it is not known what the run was made with</source>
        <translation>缺少 {0}：不知道这次运行是用什么做的</translation>
    </message>
    <message>
        <source>{0} is missing: the map shows no classes until the data are loaded</source>
        <translation>缺少 {0}：载入数据之前，地图不显示类别</translation>
    </message>
    <message>
        <source>{0} is missing: there are no curves</source>
        <translation>缺少 {0}：没有曲线</translation>
    </message>
    <message>
        <source>{0} is missing: there are no weights, and nothing to go on from</source>
        <translation>缺少 {0}：没有权重，无法由此继续</translation>
    </message>
    <message>
        <source>{0} is no class code: one letter is wrong, or two beside each other are swapped</source>
        <translation>{0} 不是课堂代码：有一个字母错了，或相邻的两个颠倒了</translation>
    </message>
    <message>
        <source>{0} is no class code: several letters are wrong</source>
        <translation>{0} 不是课堂代码：有几个字母错了</translation>
    </message>
    <message>
        <source>{0} is no table</source>
        <translation>{0} 不是表</translation>
    </message>
    <message>
        <source>{0} is read-only</source>
        <translation>{0} 是只读的</translation>
    </message>
    <message>
        <source>{0} is {1} there and {2} here</source>
        <translation>{0} 在该处为 {1}，在此处为 {2}</translation>
    </message>
    <message>
        <source>{0} kinds of tensors come back bit by bit</source>
        <translation>{0} 种张量逐位一致地读回</translation>
    </message>
    <message>
        <source>{0} learned from other data. Its curves are of those, and what is held out here may not have been for it.</source>
        <translation>{0} 是在其他数据上学习的。它的曲线属于那些数据，而这里留出的样本对它来说可能并未留出。</translation>
    </message>
    <message>
        <source>{0} learned from {1}, {2} from {3}: such models cannot be looked at side by side</source>
        <translation>{0} 的学习数据是{1}，{2} 的是{3}：这样的模型不能并排查看</translation>
    </message>
    <message>
        <source>{0} left out by the limit of {1}.</source>
        <translation>因上限 {1} 略去 {0} 张。</translation>
    </message>
    <message>
        <source>{0} lets nobody in without a password, which cannot be typed here: set up a key.</source>
        <translation>{0} 需要密码，而这里无法输入：请设置密钥。</translation>
    </message>
    <message>
        <source>{0} libraries and all modules of the program can be imported</source>
        <translation>{0} 个库与程序的全部模块均可导入</translation>
    </message>
    <message>
        <source>{0} must be indices of {1} tokens, found values from {2} to {3}</source>
        <translation>{0} 必须是 {1} 个词元的序号，实际数值从 {2} 到 {3}</translation>
    </message>
    <message>
        <source>{0} must be lines, each with its end, found {1} without</source>
        <translation>{0} 必须是各有行尾的行，有 {1} 行没有行尾</translation>
    </message>
    <message>
        <source>{0} must be of shape {1}, found {2}</source>
        <translation>{0} 的形状必须为 {1}，实为 {2}</translation>
    </message>
    <message>
        <source>{0} must be points as float32 (N, 2), found {1} {2}</source>
        <translation>{0} 必须是 float32 (N, 2) 的点，实为 {1} {2}</translation>
    </message>
    <message>
        <source>{0} must be tokens as int16 (N, {1}), found {2} {3}</source>
        <translation>{0} 必须是 int16 (N, {1}) 的词元，实为 {2} {3}</translation>
    </message>
    <message>
        <source>{0} must be uint8 or float32 (N, 1 or 3, H, W), found {1} {2}</source>
        <translation>{0} 应为 uint8 或 float32 (N, 1 或 3, H, W)，实为 {1} {2}</translation>
    </message>
    <message>
        <source>{0} must lie between 0 and 1, found values from {1} to {2}</source>
        <translation>{0} 应在 0 与 1 之间，实际的值为 {1} 至 {2}</translation>
    </message>
    <message>
        <source>{0} needs the data {1}, which this class does not offer.</source>
        <translation>{0} 需要数据 {1}，而本课堂不提供。</translation>
    </message>
    <message>
        <source>{0} needs the preset {1}, which this class does not offer.</source>
        <translation>{0} 需要预设 {1}，而本课堂不提供。</translation>
    </message>
    <message>
        <source>{0} needs the workspace {1}, which this class does not offer.</source>
        <translation>{0} 需要工作区 {1}，而本课堂不提供。</translation>
    </message>
    <message>
        <source>{0} needs {1}, which this class hides with {2}.</source>
        <translation>{0} 需要 {1}，而本课堂把它随 {2} 一起隐藏了。</translation>
    </message>
    <message>
        <source>{0} needs {1}, which this class locks.</source>
        <translation>{0} 需要 {1}，而本课堂锁定了它。</translation>
    </message>
    <message>
        <source>{0} of {1} became not a number or infinite at step {2}</source>
        <translation>{1} 的 {0} 在第 {2} 步变为非数或无穷大</translation>
    </message>
    <message>
        <source>{0} poems, {1} different characters.</source>
        <translation>{0} 首诗，{1} 种不同的字。</translation>
    </message>
    <message>
        <source>{0} processes train together; each takes a share of every batch through networks of some size.</source>
        <translation>{0} 个进程一起训练；对于足够大的网络，每个进程各处理每批中的一份。</translation>
    </message>
    <message>
        <source>{0} refuses the link: no ssh server answers there.</source>
        <translation>{0} 拒绝连接：那里没有 ssh 服务器应答。</translation>
    </message>
    <message>
        <source>{0} sets of weights for {1} models</source>
        <translation>{1} 个模型却有 {0} 组权重</translation>
    </message>
    <message>
        <source>{0} shows nothing</source>
        <translation>{0} 什么也没显示</translation>
    </message>
    <message>
        <source>{0} sizes, from {1} to {2}; all are brought to one.</source>
        <translation>{0} 种尺寸，从 {1} 到 {2}；全部统一为一种。</translation>
    </message>
    <message>
        <source>{0} skipped, {1}: {2} and {3} more.</source>
        <translation>略过 {0} 个，{1}：{2} 等（另有 {3} 个）。</translation>
    </message>
    <message>
        <source>{0} skipped, {1}: {2}.</source>
        <translation>略过 {0} 个，{1}：{2}。</translation>
    </message>
    <message>
        <source>{0} sums; of those that are held out no model has seen the other order, either.</source>
        <translation>{0} 个算式；留出的算式连加数对调的写法，模型也没有见过。</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} 至 {1}</translation>
    </message>
    <message>
        <source>{0} training and {1} test images; officially {2} and {3}.</source>
        <translation>{0} 张训练图像、{1} 张测试图像；官方为 {2} 与 {3}。</translation>
    </message>
    <message>
        <source>{0} was changed (its SHA-256 is {1}…, expected {2}…)</source>
        <translation>{0} 被改动过（SHA-256 为 {1}…，应为 {2}…）</translation>
    </message>
    <message>
        <source>{0} went from {1} to {2} in {3} steps: it should have fallen</source>
        <translation>{0} 在 {3} 步内从 {1} 变为 {2}：本应下降</translation>
    </message>
    <message>
        <source>{0} x {1} is {2} megapixels; at most {3} are decoded</source>
        <translation>{0}×{1} 为 {2} 百万像素；至多解码 {3} 百万像素</translation>
    </message>
    <message>
        <source>{0} x {1} takes {2} MB; at most {3} are decoded</source>
        <translation>{0}×{1} 需 {2} MB；至多解码 {3} MB</translation>
    </message>
    <message>
        <source>{0} {1} (expected {2} to {3})</source>
        <translation>{0} {1}（应为 {2} 至 {3}）</translation>
    </message>
    <message>
        <source>{0}, and {1} more</source>
        <translation>{0} 等（另有 {1} 个）</translation>
    </message>
    <message>
        <source>{0}, array {1}: damaged ({2})</source>
        <translation>{0}，数组 {1}：已损坏（{2}）</translation>
    </message>
    <message>
        <source>{0}, array {1}: unpacks to {2} bytes; at most {3} are read</source>
        <translation>{0}，数组 {1}：解压后为 {2} 字节；至多读取 {3} 字节</translation>
    </message>
    <message>
        <source>{0}, line {1}: {2}: {3}</source>
        <translation>{0}，第 {1} 行：{2}：{3}</translation>
    </message>
    <message>
        <source>{0}.label: expected a text, found {1}</source>
        <translation>{0}.label：应为文字，实为 {1}</translation>
    </message>
    <message>
        <source>{0}.spread: expected a deviation of every code, found something else</source>
        <translation>{0}.spread：每个编码都应有标准差，实为别的内容</translation>
    </message>
    <message>
        <source>{0}.test_names: expected a name for each of {1} numbers, found {2}</source>
        <translation>{0}.test_names：{1} 个数各应有名称，实有 {2} 个</translation>
    </message>
    <message>
        <source>{0}.{1}: expected {2} dimensions of {3}, found {4} of {5}</source>
        <translation>{0}.{1}：应为 {2} 维的 {3}，实为 {5} 的 {4}</translation>
    </message>
    <message>
        <source>{0}/{1}, line {2}: chapter {3}: {4}</source>
        <translation>{0}/{1}，第 {2} 行：第 {3} 章：{4}</translation>
    </message>
    <message>
        <source>{0}/{1}, line {2}: {3}</source>
        <translation>{0}/{1}，第 {2} 行：{3}</translation>
    </message>
    <message>
        <source>{0}/{1}: acts of {2}: {3}</source>
        <translation>{0}/{1}：{2} 的操作：{3}</translation>
    </message>
    <message>
        <source>{0}/{1}: expected a file that is no link</source>
        <translation>{0}/{1}：应为文件而非链接</translation>
    </message>
    <message>
        <source>{0}/{1}: expected a file, found a link</source>
        <translation>{0}/{1}：应为文件，却是链接</translation>
    </message>
    <message>
        <source>{0}/{1}: expected at most {2} kilobytes, found more</source>
        <translation>{0}/{1}：最多 {2} KB，却更大</translation>
    </message>
    <message>
        <source>{0}/{1}: expected text (UTF-8), found other data</source>
        <translation>{0}/{1}：应为文本（UTF-8），却是其他数据</translation>
    </message>
    <message>
        <source>{0}/{1}: no text for the {2} {3}</source>
        <translation>{0}/{1}：缺少 {2} {3} 的文字</translation>
    </message>
    <message>
        <source>{0}/{1}: step {2}: nothing has been remembered as {3}</source>
        <translation>{0}/{1}：步骤 {2}：没有记下过 {3}</translation>
    </message>
    <message>
        <source>{0}/{1}: step {2}: {3}</source>
        <translation>{0}/{1}：步骤 {2}：{3}</translation>
    </message>
    <message>
        <source>{0}/{1}: there is no {2} {3} in {4}</source>
        <translation>{0}/{1}：{4} 中没有 {2} {3}</translation>
    </message>
    <message>
        <source>{0}: a map can be trusted by {1} and {2} only</source>
        <translation>{0}：地图的可信度只有 {1} 和 {2}</translation>
    </message>
    <message>
        <source>{0}: another program writes into this run; it stays where it is</source>
        <translation>{0}：另一个程序正在写入这次运行；它会留在原处</translation>
    </message>
    <message>
        <source>{0}: cannot be moved to the trash ({1})</source>
        <translation>{0}：无法移到回收站（{1}）</translation>
    </message>
    <message>
        <source>{0}: cannot be taken back ({1})</source>
        <translation>{0}：无法撤回（{1}）</translation>
    </message>
    <message>
        <source>{0}: cannot be written as an ONNX graph ({1})</source>
        <translation>{0}：无法写成 ONNX 计算图（{1}）</translation>
    </message>
    <message>
        <source>{0}: clusters agree with the classes by {1} only</source>
        <translation>{0}：聚类与类别的一致程度只有 {1}</translation>
    </message>
    <message>
        <source>{0}: differs from the model by {1}; do not rely on it</source>
        <translation>{0}：与模型相差 {1}；请不要依赖它</translation>
    </message>
    <message>
        <source>{0}: expected 1 to {1} samples, found {2}</source>
        <translation>{0}：应为 1 到 {1} 个样本，实际为 {2}</translation>
    </message>
    <message>
        <source>{0}: expected a folder that is yours alone, found another</source>
        <translation>{0}：应为只属于您的文件夹，实际为其他</translation>
    </message>
    <message>
        <source>{0}: expected a name at the start of each line, found something else</source>
        <translation>{0}：每行开头应为一个名字，实为其他内容</translation>
    </message>
    <message>
        <source>{0}: expected a new or empty folder, or one of this sweep; nothing was overwritten</source>
        <translation>{0}：应为新的或空的文件夹，或此扫描的文件夹；未覆盖任何内容</translation>
    </message>
    <message>
        <source>{0}: expected a run on pictures, found one on {1}</source>
        <translation>{0}：需要图片数据的训练，实际为{1}</translation>
    </message>
    <message>
        <source>{0}: expected a text of at most {1}, found more</source>
        <translation>{0}：文本最多 {1}，实际更多</translation>
    </message>
    <message>
        <source>{0}: expected a text of at most {1}, found {2}</source>
        <translation>{0}：文本最多 {1}，实为 {2}</translation>
    </message>
    <message>
        <source>{0}: expected a value on each side of a comma, found {1}</source>
        <translation>{0}：逗号两侧都应有取值，实为 {1}</translation>
    </message>
    <message>
        <source>{0}: expected an address such as ssh://user@host/path</source>
        <translation>{0}：应为 ssh://user@host/path 这样的地址</translation>
    </message>
    <message>
        <source>{0}: expected at least 2 different characters, found only &apos;{1}&apos;</source>
        <translation>{0}：至少应有 2 种字符，实际只有“{1}”</translation>
    </message>
    <message>
        <source>{0}: expected at least two pieces of {1} characters, found files of {2} at most</source>
        <translation>{0}：至少应有两段 {1} 个字符的文字，最长的文件实为 {2} 个字符</translation>
    </message>
    <message>
        <source>{0}: expected at least {1} characters for pieces of {2}, found {3}</source>
        <translation>{0}：每段 {2} 个字符时至少应有 {1} 个字符，实为 {3} 个</translation>
    </message>
    <message>
        <source>{0}: expected at most {1} kilobytes, found more</source>
        <translation>{0}：最多 {1} KB，却更大</translation>
    </message>
    <message>
        <source>{0}: expected at most {1} text files, found {2}</source>
        <translation>{0}：文本文件最多 {1} 个，实为 {2} 个</translation>
    </message>
    <message>
        <source>{0}: expected characters that the data have, found {1}</source>
        <translation>{0}：应为数据中有的字符，实为 {1}</translation>
    </message>
    <message>
        <source>{0}: expected draw() to yield images, found none</source>
        <translation>{0}：draw() 应给出图像，实际没有</translation>
    </message>
    <message>
        <source>{0}: expected each value once, found {1} twice</source>
        <translation>{0}：每个取值只应出现一次，{1} 出现了两次</translation>
    </message>
    <message>
        <source>{0}: expected one label for each of {1} {2}, found shape {3}</source>
        <translation>{0}：{1} 张{2}各应有一个标签，实际形状为 {3}</translation>
    </message>
    <message>
        <source>{0}: expected one line, found {1}</source>
        <translation>{0}：应为一行，实为 {1} 行</translation>
    </message>
    <message>
        <source>{0}: expected points as rows of x, y, found {1} {2}</source>
        <translation>{0}：点每行应为 x, y，实为 {1} {2}</translation>
    </message>
    <message>
        <source>{0}: expected points, found no row</source>
        <translation>{0}：应为点，却一行也没有</translation>
    </message>
    <message>
        <source>{0}: expected rows of pixels, found 2 columns; if they are x and y of points, choose Your drawing under Points, and switch joined off</source>
        <translation>{0}：应为像素的行，实为 2 列；如果是点的 x 与 y，请在“平面上的点”中选择“您的绘画”，并关闭“连成线”</translation>
    </message>
    <message>
        <source>{0}: expected text in UTF-8, found binary data</source>
        <translation>{0}：应为 UTF-8 文本，实为二进制数据</translation>
    </message>
    <message>
        <source>{0}: expected text, found an empty file</source>
        <translation>{0}：应为文本，实为空文件</translation>
    </message>
    <message>
        <source>{0}: expected texts in en.md, found none</source>
        <translation>{0}：应有 en.md 中的文字，却没有</translation>
    </message>
    <message>
        <source>{0}: expected the folder of a sweep with {1}, found none</source>
        <translation>{0}：应为含有 {1} 的扫描文件夹，但没有找到</translation>
    </message>
    <message>
        <source>{0}: expected the name of a machine</source>
        <translation>{0}：应为机器的名称</translation>
    </message>
    <message>
        <source>{0}: expected the name of a preset</source>
        <translation>{0}：应为预设的名称</translation>
    </message>
    <message>
        <source>{0}: expected the name of a user</source>
        <translation>{0}：应为用户的名称</translation>
    </message>
    <message>
        <source>{0}: expected the path of a run folder</source>
        <translation>{0}：应为运行文件夹的路径</translation>
    </message>
    <message>
        <source>{0}: expected values with commas between them such as 0.5,1,4, found {1}</source>
        <translation>{0}：应为以逗号分隔的取值，如 0.5,1,4，实为 {1}</translation>
    </message>
    <message>
        <source>{0}: expected weights of each model ({1}), found {2}</source>
        <translation>{0}：应为 {1} 个模型的权重，实为 {2} 个</translation>
    </message>
    <message>
        <source>{0}: expected weights of more than {1} models, found no more</source>
        <translation>{0}：应有多于 {1} 个模型的权重，但没有更多</translation>
    </message>
    <message>
        <source>{0}: expected what the program is called there</source>
        <translation>{0}：应为程序在那里的名称</translation>
    </message>
    <message>
        <source>{0}: expected whole numbers such as 0,1,2, found {1}</source>
        <translation>{0}：应为整数，如 0,1,2，实为 {1}</translation>
    </message>
    <message>
        <source>{0}: expected {1} characters, as there were a moment ago, found {2}</source>
        <translation>{0}：刚才有 {1} 个字符，现在只有 {2} 个</translation>
    </message>
    <message>
        <source>{0}: expected {1} to {2}, as torchrun says it, found {3}</source>
        <translation>{0}：应为 {1} 到 {2}（由 torchrun 给出），实际为 {3}</translation>
    </message>
    <message>
        <source>{0}: give its values with {1}</source>
        <translation>{0}：请用 {1} 给出其取值</translation>
    </message>
    <message>
        <source>{0}: holds another sweep: {1}; choose another folder</source>
        <translation>{0}：其中是另一个扫描：{1}；请选择其他文件夹</translation>
    </message>
    <message>
        <source>{0}: it has been removed meanwhile</source>
        <translation>{0}：它在此期间已被删除</translation>
    </message>
    <message>
        <source>{0}: it was saved anew while it was read</source>
        <translation>{0}：读取期间它又被重新保存</translation>
    </message>
    <message>
        <source>{0}: it was saved anew {1} times while it was read</source>
        <translation>{0}：读取期间它被重新保存了 {1} 次</translation>
    </message>
    <message>
        <source>{0}: its data have changed since. Its curves are of the old ones, and what is held out here may not have been for it.</source>
        <translation>{0}：它的数据后来有变化。它的曲线属于旧数据，而这里留出的样本对它来说可能并未留出。</translation>
    </message>
    <message>
        <source>{0}: nothing was saved that a notebook could load</source>
        <translation>{0}：没有保存任何可供笔记本载入的内容</translation>
    </message>
    <message>
        <source>{0}: nothing was saved to look at: {1}</source>
        <translation>{0}：没有保存可供查看的内容：{1}</translation>
    </message>
    <message>
        <source>{0}: read as GB18030, the encoding of Chinese Windows.</source>
        <translation>{0}：按 GB18030（中文 Windows 的编码）读取。</translation>
    </message>
    <message>
        <source>{0}: somebody else has begun it anew</source>
        <translation>{0}：已被其他程序重新开始</translation>
    </message>
    <message>
        <source>{0}: the cache of the images cannot be written ({1})</source>
        <translation>{0}：无法写入图像缓存（{1}）</translation>
    </message>
    <message>
        <source>{0}: the lesson of this code is not here; is there a folder of lessons that belongs to it?</source>
        <translation>{0}：这里没有这个代码所指的课；是否另有一个课程文件夹？</translation>
    </message>
    <message>
        <source>{0}: the tables or lists are nested too deeply</source>
        <translation>{0}：表或列表嵌套过深</translation>
    </message>
    <message>
        <source>{0}: the window cannot show {1} yet; use the command line</source>
        <translation>{0}：窗口还不能显示{1}；请使用命令行</translation>
    </message>
    <message>
        <source>{0}: there is a lesson of this name already</source>
        <translation>{0}：已有同名的课</translation>
    </message>
    <message>
        <source>{0}: there is no lesson {1} here</source>
        <translation>{0}：这里没有课 {1}</translation>
    </message>
    <message>
        <source>{0}: there is no preset {1} here</source>
        <translation>{0}：这里没有预设 {1}</translation>
    </message>
    <message>
        <source>{0}: this run is open; open another one first</source>
        <translation>{0}：这次运行已打开；请先打开另一次运行</translation>
    </message>
    <message>
        <source>{0}: training examples are {1}, test {2}</source>
        <translation>{0}：训练样本为 {1}，测试样本为 {2}</translation>
    </message>
    <message>
        <source>{0}: {1} and {2} have the same code; open a classroom file instead</source>
        <translation>{0}：{1} 与 {2} 的代码相同；请改为打开课堂文件</translation>
    </message>
    <message>
        <source>{0}: {1} does not learn from {2}, found them in {3}</source>
        <translation>{0}：{1} 不能从 {2} 学习，而 {3} 正是这种数据</translation>
    </message>
    <message>
        <source>{0}: a map is saved as .png, .svg or .csv, found {1}</source>
        <translation>{0}：地图只能存为 .png、.svg 或 .csv，实为 {1}</translation>
    </message>
    <message>
        <source>--at: expected at most one code for each model ({0}), found {1}</source>
        <translation>--at：每个模型最多一个编码（共 {0} 个），实为 {1} 个</translation>
    </message>
    <message>
        <source>--at: expected {0} numbers for {1}, found {2}</source>
        <translation>--at：{1} 应有 {0} 个数，实为 {2} 个</translation>
    </message>
    <message>
        <source>--count: expected {0} to {1}, found {2}</source>
        <translation>--count：应为 {0} 到 {1}，实际为 {2}</translation>
    </message>
    <message>
        <source>--cover: expected {0} or a picture, found {1}</source>
        <translation>--cover：应为 {0} 或一张图片，实际为 {1}</translation>
    </message>
    <message>
        <source>--jobs: expected 1 to {0} processes, found {1}</source>
        <translation>--jobs：应为 1 至 {0} 个进程，实为 {1}</translation>
    </message>
    <message>
        <source>--model: expected one of {0}, found {1}</source>
        <translation>--model：应为 {0} 之一，实际为 {1}</translation>
    </message>
    <message>
        <source>--out: expected another file than {0}, which is read</source>
        <translation>--out：{0} 是要读取的文件，请另选一个</translation>
    </message>
    <message>
        <source>--save-every: expected more than 0 seconds, found {0}</source>
        <translation>--save-every：应大于 0 秒，实为 {0}</translation>
    </message>
    <message>
        <source>--seed: expected a number between 0 and {0}, found {1}</source>
        <translation>--seed：应为 0 至 {0} 之间的数，实为 {1}</translation>
    </message>
    <message>
        <source>--set: expected PATH=VALUE such as models.0.beta=4, found {0}</source>
        <translation>--set：应为 PATH=VALUE，例如 models.0.beta=4，实为 {0}</translation>
    </message>
    <message>
        <source>--set: expected PATH=VALUE,VALUE such as models.0.beta=0.5,1,4, found {0}</source>
        <translation>--set：应为 PATH=VALUE,VALUE，如 models.0.beta=0.5,1,4，实为 {0}</translation>
    </message>
    <message>
        <source>--set: expected each setting once, found {0} twice</source>
        <translation>--set：每个设置只应出现一次，{0} 出现了两次</translation>
    </message>
    <message>
        <source>--shard: expected I/N with I from 0 to N-1 such as 0/4, found {0}</source>
        <translation>--shard：应为 I/N，其中 I 从 0 到 N-1，如 0/4，实为 {0}</translation>
    </message>
    <message>
        <source>--start: expected at most {0} characters, found {1}</source>
        <translation>--start：最多应为 {0} 个字符，实为 {1}</translation>
    </message>
    <message>
        <source>--temperature: expected at least 0, found {0}</source>
        <translation>--temperature：应不小于 0，实际为 {0}</translation>
    </message>
    <message>
        <source>A far run is saved where it is trained: it cannot be moved from here.</source>
        <translation>远程运行保存在训练它的地方：不能从这里移动。</translation>
    </message>
    <message>
        <source>A message of {0} MB is too large: at most {1} are taken.</source>
        <translation>{0} MB 的消息太大：最多接收 {1} MB。</translation>
    </message>
    <message>
        <source>All examples are the same.</source>
        <translation>所有样本都相同。</translation>
    </message>
    <message>
        <source>Another program trains this run. Here it can only be watched.</source>
        <translation>这次运行由另一个程序训练。这里只能观看。</translation>
    </message>
    <message>
        <source>Another run has been begun meanwhile.</source>
        <translation>其间已开始另一次运行。</translation>
    </message>
    <message>
        <source>Another window has the controls of this run: this one only watches, unless it takes them.</source>
        <translation>这次运行由另一个窗口控制：这个窗口只观看，除非接管控制。</translation>
    </message>
    <message>
        <source>Each of the {0} examples has {1} neighbours, not {2}.</source>
        <translation>{0} 个样本各有 {1} 个邻居，而非 {2} 个。</translation>
    </message>
    <message>
        <source>Files and folders on the far machine cannot be chosen from here.</source>
        <translation>不能从这里选择远程机器上的文件和文件夹。</translation>
    </message>
    <message>
        <source>Fitted to {0} of the examples; the others are placed between their neighbours.</source>
        <translation>只对其中 {0} 个样本拟合；其余的放在其邻居之间。</translation>
    </message>
    <message>
        <source>Latent Explorer here and there are not the same, though their versions are: install one on both.</source>
        <translation>这里和那里的 Latent Explorer 不同，尽管版本相同：请在两边安装同一个。</translation>
    </message>
    <message>
        <source>Latent Explorer here and there are not the same: install one on both.</source>
        <translation>这里和那里的 Latent Explorer 不同：请在两边安装同一个。</translation>
    </message>
    <message>
        <source>Latent Explorer here is version {0}, there it is {1}: install the same on both.</source>
        <translation>这里的 Latent Explorer 是版本 {0}，那里是 {1}：请在两边安装相同版本。</translation>
    </message>
    <message>
        <source>Latent Explorer was not found on {0}: install it there, or say where its program is.</source>
        <translation>在 {0} 上找不到 Latent Explorer：请在那里安装，或说明程序的位置。</translation>
    </message>
    <message>
        <source>Lessons are trained on this machine: open them in a window of their own.</source>
        <translation>课程在这台机器上训练：请在单独的窗口中打开。</translation>
    </message>
    <message>
        <source>ONNX: expected a model that encodes or decodes, found {0}</source>
        <translation>ONNX：应为能编码或解码的模型，实为 {0}</translation>
    </message>
    <message>
        <source>Only runs that were trained here can be gone on with.</source>
        <translation>只能继续在这里训练过的运行。</translation>
    </message>
    <message>
        <source>Points are drawn around the {0} rows of the file, each as likely as another.</source>
        <translation>点取自文件的 {0} 行附近，各行可能性相同。</translation>
    </message>
    <message>
        <source>Round {0} of {1}.</source>
        <translation>第 {0} 轮，共 {1} 轮。</translation>
    </message>
    <message>
        <source>The columns were scaled to fit, each by itself: one reached from {0} to {1}, the other from {2} to {3}.</source>
        <translation>两列分别缩放到画面之内：一列原为 {0} 至 {1}，另一列原为 {2} 至 {3}。</translation>
    </message>
    <message>
        <source>The examples fall into {0} parts without common neighbours, joined where nearest.</source>
        <translation>样本分为没有共同邻居的 {0} 部分，在最近处相连。</translation>
    </message>
    <message>
        <source>The examples fall into {0} parts without common neighbours: only these are told apart.</source>
        <translation>样本分为没有共同邻居的 {0} 部分：只能区分这些部分。</translation>
    </message>
    <message>
        <source>The perplexity is {0}: more needs more than {1} examples.</source>
        <translation>困惑度为 {0}：更大的值需要多于 {1} 个样本。</translation>
    </message>
    <message>
        <source>There is no link to this run: it can neither be trained nor changed from here.</source>
        <translation>没有与这次运行的连接：在这里既不能训练也不能更改它。</translation>
    </message>
    <message>
        <source>These models stand side by side. To train one of them, open its run.</source>
        <translation>这些模型正在并排比较。要训练其中一个，请打开它的运行。</translation>
    </message>
    <message>
        <source>Where models begin is worked out from {0} of the {1} examples, evenly spaced, as they are not in memory; they are trained on all of them.</source>
        <translation>样本没有全部放在内存中，因此模型的起点由 {1} 个样本中均匀选取的 {0} 个算出；训练仍使用全部样本。</translation>
    </message>
    <message>
        <source>Your drawing: draw something, or choose a CSV or NPY file of strokes or of points, or a picture</source>
        <translation>您的绘画：请画点什么，或选择笔画或点的 CSV、NPY 文件，或一张图片</translation>
    </message>
    <message>
        <source>expected at least 2 examples, one to train on and one to hold out, found {0}</source>
        <translation>至少应有 2 个样本，一个用于训练，一个留出，实为 {0}</translation>
    </message>
    <message>
        <source>images of {0} x {1} x {2}</source>
        <translation>{0}×{1}×{2} 的图像</translation>
    </message>
    <message>
        <source>lines of up to {0} characters</source>
        <translation>行，每行最多 {0} 个字符</translation>
    </message>
    <message>
        <source>longest run copied, in characters</source>
        <translation>照抄的最长一段，字符数</translation>
    </message>
    <message>
        <source>nats a character, by the oracle that wrote the data</source>
        <translation>每个字符的 nats，由写出数据的神谕给出</translation>
    </message>
    <message>
        <source>pieces of {0} characters</source>
        <translation>段，每段 {0} 个字符</translation>
    </message>
    <message>
        <source>points of the plane</source>
        <translation>平面上的点</translation>
    </message>
    <message>
        <source>saved state: a batch of {0} examples does not fit these data</source>
        <translation>保存的状态：{0} 个样本的批不适合这些数据</translation>
    </message>
    <message>
        <source>{0} can be read, and {1} of the museum</source>
        <translation>{0} 个可以读取，另有博物馆的 {1} 个</translation>
    </message>
    <message>
        <source>{0} can be taken, and {1} exhibits of the museum be seen</source>
        <translation>{0} 课可用，博物馆的 {1} 件展品可看</translation>
    </message>
    <message>
        <source>{0} fills nothing in</source>
        <translation>{0} 不能填充</translation>
    </message>
    <message>
        <source>{0} has no increments</source>
        <translation>{0} 没有增量计算</translation>
    </message>
    <message>
        <source>{0} has no levels</source>
        <translation>{0} 没有级数</translation>
    </message>
    <message>
        <source>{0} has no probabilities</source>
        <translation>{0} 不给出概率</translation>
    </message>
    <message>
        <source>{0} is no mixture</source>
        <translation>{0} 不是混合模型</translation>
    </message>
    <message>
        <source>{0} is no mixture of components</source>
        <translation>{0} 不是由分量混合而成的模型</translation>
    </message>
    <message>
        <source>{0} was not found on this machine: it is what carries the link.</source>
        <translation>在这台机器上找不到 {0}：连接要靠它来传输。</translation>
    </message>
    <message>
        <source>{0}: a density needs points, found {1} of shape {2}</source>
        <translation>{0}：密度需要点，实为形状 {2} 的 {1}</translation>
    </message>
    <message>
        <source>{0}: a mixture is saved as .png, .svg or .csv, found {1}</source>
        <translation>{0}：混合高斯只能存为 .png、.svg 或 .csv，实为 {1}</translation>
    </message>
    <message>
        <source>{0}: already open in another Latent Explorer ({1})</source>
        <translation>{0}：已在另一个 Latent Explorer 中打开（{1}）</translation>
    </message>
    <message>
        <source>{0}: an arena is saved as .png, .svg or .csv, found {1}</source>
        <translation>{0}：竞技场只能存为 .png、.svg 或 .csv，实为 {1}</translation>
    </message>
    <message>
        <source>{0}: an arena needs points of the plane, found {1} of shape {2}</source>
        <translation>{0}：竞技场需要平面上的点，实为形状 {2} 的 {1}</translation>
    </message>
    <message>
        <source>{0}: as they were saved</source>
        <translation>{0}：与保存时一致</translation>
    </message>
    <message>
        <source>{0}: cannot be read ({1})</source>
        <translation>{0}：无法读取（{1}）</translation>
    </message>
    <message>
        <source>{0}: cannot be written ({1})</source>
        <translation>{0}：无法写入（{1}）</translation>
    </message>
    <message>
        <source>{0}: could not be downloaded: {1}</source>
        <translation>{0}：无法下载：{1}</translation>
    </message>
    <message>
        <source>{0}: damaged ({1})</source>
        <translation>{0}：已损坏（{1}）</translation>
    </message>
    <message>
        <source>{0}: expected 1 to {1} arrays by name, found {2}</source>
        <translation>{0}：应为 1 到 {1} 个具名数组，实为 {2}</translation>
    </message>
    <message>
        <source>{0}: expected NPZ data, found {1}</source>
        <translation>{0}：应为 NPZ 数据，实为 {1}</translation>
    </message>
    <message>
        <source>{0}: expected NPZ, NPY, IDX or CSV data, found a file that begins with the bytes {1}</source>
        <translation>{0}：应为 NPZ、NPY、IDX 或 CSV 数据，实为以字节 {1} 开头的文件</translation>
    </message>
    <message>
        <source>{0}: expected NPZ, NPY, IDX or CSV data, found an empty file</source>
        <translation>{0}：应为 NPZ、NPY、IDX 或 CSV 数据，实为空文件</translation>
    </message>
    <message>
        <source>{0}: expected NPZ, NPY, IDX or CSV data, found {1}</source>
        <translation>{0}：应为 NPZ、NPY、IDX 或 CSV 数据，实为 {1}</translation>
    </message>
    <message>
        <source>{0}: expected a JSON object, found {1}</source>
        <translation>{0}：应为 JSON 对象，实为 {1}</translation>
    </message>
    <message>
        <source>{0}: expected a ZIP archive of at most 200,000 files, found more</source>
        <translation>{0}：ZIP 压缩包应至多有 200&#x202f;000 个文件，实际更多</translation>
    </message>
    <message>
        <source>{0}: expected a class from 0 to {1}, found {2}</source>
        <translation>{0}：类别应为 0 至 {1}，实为 {2}</translation>
    </message>
    <message>
        <source>{0}: expected a code of shape (1, {1}), found {2}</source>
        <translation>{0}：编码的形状应为 (1, {1})，实为 {2}</translation>
    </message>
    <message>
        <source>{0}: expected a file, found a link, which is not followed</source>
        <translation>{0}：应为文件，实为链接，不予跟随</translation>
    </message>
    <message>
        <source>{0}: expected a file, found none</source>
        <translation>{0}：找不到这个文件</translation>
    </message>
    <message>
        <source>{0}: expected a folder of images, found a file</source>
        <translation>{0}：应为图像文件夹，实为文件</translation>
    </message>
    <message>
        <source>{0}: expected a folder of images, found none that can be opened</source>
        <translation>{0}：应为图像文件夹，却无法打开</translation>
    </message>
    <message>
        <source>{0}: expected a folder of images, found nothing that can be opened</source>
        <translation>{0}：应为图像文件夹，却没有可打开的内容</translation>
    </message>
    <message>
        <source>{0}: expected a folder, found a file</source>
        <translation>{0}：应为文件夹，实为文件</translation>
    </message>
    <message>
        <source>{0}: expected a judge as it was saved, found content that was changed afterwards</source>
        <translation>{0}：评判器的内容在保存之后被改动过</translation>
    </message>
    <message>
        <source>{0}: expected a judge of format {1}, found another one</source>
        <translation>{0}：评判器的格式应为 {1}，实为别的格式</translation>
    </message>
    <message>
        <source>{0}: expected a judge of format {1}, found format {2}</source>
        <translation>{0}：评判器的格式应为 {1}，实为格式 {2}</translation>
    </message>
    <message>
        <source>{0}: expected a judge of this program, found another kind of file</source>
        <translation>{0}：应为本程序的评判器，实为另一种文件</translation>
    </message>
    <message>
        <source>{0}: expected a new or empty folder, found one that is not; nothing was overwritten</source>
        <translation>{0}：应为新的或空的文件夹，此文件夹不空；未覆盖任何内容</translation>
    </message>
    <message>
        <source>{0}: expected a run folder with {1}, found none</source>
        <translation>{0}：应为含有 {1} 的运行文件夹，其中却没有</translation>
    </message>
    <message>
        <source>{0}: expected a run folder, found a file</source>
        <translation>{0}：应为运行文件夹，实为文件</translation>
    </message>
    <message>
        <source>{0}: expected a run folder, found nothing</source>
        <translation>{0}：找不到这个运行文件夹</translation>
    </message>
    <message>
        <source>{0}: expected a setting such as models.0.learning_rate</source>
        <translation>{0}：应为一项设置，如 models.0.learning_rate</translation>
    </message>
    <message>
        <source>{0}: expected a table with a family, found {1}</source>
        <translation>{0}：应为带有 family 的表，实为 {1}</translation>
    </message>
    <message>
        <source>{0}: expected a table, found something else</source>
        <translation>{0}：应为表，实为别的内容</translation>
    </message>
    <message>
        <source>{0}: expected a whole NPZ archive, found: {1}</source>
        <translation>{0}：应为完整的 NPZ 归档，实际情况：{1}</translation>
    </message>
    <message>
        <source>{0}: expected a whole ZIP archive, found a damaged one ({1})</source>
        <translation>{0}：应为完整的 ZIP 压缩包，实际已损坏（{1}）</translation>
    </message>
    <message>
        <source>{0}: expected a {1} (one of {2}), found {3}</source>
        <translation>{0}：应为 {1}（{2} 之一），实为 {3}</translation>
    </message>
    <message>
        <source>{0}: expected an IDX file of {1} dimensions, found a file that begins with the bytes {2}</source>
        <translation>{0}：应为 {1} 维的 IDX 文件，实为以字节 {2} 开头的文件</translation>
    </message>
    <message>
        <source>{0}: expected an IDX file of {1} dimensions, found an empty file</source>
        <translation>{0}：应为 {1} 维的 IDX 文件，实为空文件</translation>
    </message>
    <message>
        <source>{0}: expected an IDX file of {1} dimensions, found one of {2}</source>
        <translation>{0}：应为 {1} 维的 IDX 文件，实为 {2} 维</translation>
    </message>
    <message>
        <source>{0}: expected an IDX file, found a file that begins with the bytes {1}</source>
        <translation>{0}：应为 IDX 文件，实为以字节 {1} 开头的文件</translation>
    </message>
    <message>
        <source>{0}: expected an IDX file, found an empty file</source>
        <translation>{0}：应为 IDX 文件，实为空文件</translation>
    </message>
    <message>
        <source>{0}: expected an IDX file, found one of {1}</source>
        <translation>{0}：应为 IDX 文件，实为 {1} 维</translation>
    </message>
    <message>
        <source>{0}: expected an NPY header, found one of shape {1} and type {2}</source>
        <translation>{0}：应为 NPY 文件头，实际的形状为 {1}、类型为 {2}</translation>
    </message>
    <message>
        <source>{0}: expected an NPY header, found: {1}</source>
        <translation>{0}：应为 NPY 文件头，实际情况：{1}</translation>
    </message>
    <message>
        <source>{0}: expected arrays of numbers by name, found another</source>
        <translation>{0}：应为具名的数字数组，实为其他内容</translation>
    </message>
    <message>
        <source>{0}: expected at least 2 images, found none</source>
        <translation>{0}：至少需要 2 张图像，一张也没有</translation>
    </message>
    <message>
        <source>{0}: expected at least 2 images, found none; {1}</source>
        <translation>{0}：至少需要 2 张图像，一张也没有；{1}</translation>
    </message>
    <message>
        <source>{0}: expected at least 2 images, found {1}</source>
        <translation>{0}：至少需要 2 张图像，实有 {1} 张</translation>
    </message>
    <message>
        <source>{0}: expected at least 2 images, found {1}; {2}</source>
        <translation>{0}：至少需要 2 张图像，实有 {1} 张；{2}</translation>
    </message>
    <message>
        <source>{0}: expected at least {1} examples, found {2}</source>
        <translation>{0}：应至少有 {1} 个样本，实有 {2} 个</translation>
    </message>
    <message>
        <source>{0}: expected at most {1} arrays, found {2}</source>
        <translation>{0}：应至多 {1} 个数组，实有 {2} 个</translation>
    </message>
    <message>
        <source>{0}: expected at most {1} columns, found {2}</source>
        <translation>{0}：应至多 {1} 列，实有 {2} 列</translation>
    </message>
    <message>
        <source>{0}: expected at most {1} examples, found {2}</source>
        <translation>{0}：应至多 {1} 个样本，实有 {2} 个</translation>
    </message>
    <message>
        <source>{0}: expected at most {1} keyframes, found {2}; the first are used</source>
        <translation>{0}：应至多 {1} 个关键帧，实有 {2} 个；只用最前面的</translation>
    </message>
    <message>
        <source>{0}: expected at most {1} lessons, found {2}</source>
        <translation>{0}：最多 {1} 课，却有 {2} 课</translation>
    </message>
    <message>
        <source>{0}: expected at most {1} numbers, found more</source>
        <translation>{0}：应至多有 {1} 个数，实为更多</translation>
    </message>
    <message>
        <source>{0}: expected at most {1} of them, and colours in 1 or 3 parts, found {2}</source>
        <translation>{0}：应至多 {1} 个，颜色为 1 或 3 个通道，实为 {2}</translation>
    </message>
    <message>
        <source>{0}: expected at most {1} of {2} {3}, found {4} of {5}</source>
        <translation>{0}：应至多 {1} 个 {2} 的 {3}，实为 {5} 的 {4}</translation>
    </message>
    <message>
        <source>{0}: expected at most {1} rows, found more</source>
        <translation>{0}：应至多 {1} 行，实际更多</translation>
    </message>
    <message>
        <source>{0}: expected at most {1}, found {2}</source>
        <translation>{0}：应至多 {1}，实为 {2}</translation>
    </message>
    <message>
        <source>{0}: expected codes of each model ({1}), found those of {2}</source>
        <translation>{0}：应为 {1} 个模型的编码，实为 {2} 个</translation>
    </message>
    <message>
        <source>{0}: expected codes of shape (N, {1}), found {2}</source>
        <translation>{0}：编码的形状应为 (N, {1})，实为 {2}</translation>
    </message>
    <message>
        <source>{0}: expected codes of {1} numbers for {2}, found {3}</source>
        <translation>{0}：{2} 的编码应有 {1} 个数，实为 {3}</translation>
    </message>
    <message>
        <source>{0}: expected dark ink on light paper, found no pixel darker than mid grey</source>
        <translation>{0}：应为浅底深色的笔迹，却没有比中灰更暗的像素</translation>
    </message>
    <message>
        <source>{0}: expected examples of shape {1}, found rows of {2} numbers</source>
        <translation>{0}：样本形状应为 {1}，实为每行 {2} 个数</translation>
    </message>
    <message>
        <source>{0}: expected files inside the run folder, found {1}</source>
        <translation>{0}：文件应在运行文件夹之内，实为 {1}</translation>
    </message>
    <message>
        <source>{0}: expected finite numbers of at least one image, found shape {1}</source>
        <translation>{0}：应为至少一张图像的有限数值，实际形状为 {1}</translation>
    </message>
    <message>
        <source>{0}: expected finite numbers of at most {1}, found others</source>
        <translation>{0}：应为不超过 {1} 的有限数值，实有其他</translation>
    </message>
    <message>
        <source>{0}: expected finite numbers, found others</source>
        <translation>{0}：应为有限数值，实有其他</translation>
    </message>
    <message>
        <source>{0}: expected finite numbers, found others in example {1}</source>
        <translation>{0}：应为有限的数，样本 {1} 中却有其他值</translation>
    </message>
    <message>
        <source>{0}: expected finite numbers, found others in {1}</source>
        <translation>{0}：应为有限数值，{1} 中却有其他</translation>
    </message>
    <message>
        <source>{0}: expected finite numbers, found {1} in row {2}</source>
        <translation>{0}：应为有限数值，第 {2} 行却是 {1}</translation>
    </message>
    <message>
        <source>{0}: expected finite values, found NaN or infinity</source>
        <translation>{0}：应为有限数值，却有非数或无穷大</translation>
    </message>
    <message>
        <source>{0}: expected finite weights, found others</source>
        <translation>{0}：应为有限的权重，实有其他</translation>
    </message>
    <message>
        <source>{0}: expected format {1}, found {2}; a newer version may show more</source>
        <translation>{0}：格式应为 {1}，实为 {2}；更新的版本或许能显示更多</translation>
    </message>
    <message>
        <source>{0}: expected format {1}, found {2}; a newer version wrote it</source>
        <translation>{0}：格式应为 {1}，实为 {2}；它由更新的版本写成</translation>
    </message>
    <message>
        <source>{0}: expected gzip data, as the name says, found {1}; if it has been unpacked already, take .gz off its name</source>
        <translation>{0}：按名称应为 gzip 数据，实为 {1}；若已解压，请去掉名称中的 .gz</translation>
    </message>
    <message>
        <source>{0}: expected images of at least 2 classes to train a judge, found {1}</source>
        <translation>{0}：训练评判器至少需要 2 个类别的图像，实有 {1} 个</translation>
    </message>
    <message>
        <source>{0}: expected images of at least {1} x {2} pixels, found {3} x {4}</source>
        <translation>{0}：图像应至少 {1}×{2} 像素，实为 {3}×{4}</translation>
    </message>
    <message>
        <source>{0}: expected images of at most {1} x {2} pixels, found {3} x {4}; they can be shrunk (the setting too_large)</source>
        <translation>{0}：图像应至多 {1}×{2} 像素，实为 {3}×{4}；可以缩小（设置“过大时”）</translation>
    </message>
    <message>
        <source>{0}: expected images of shape (N, H, W), (N, H, W, C), (N, C, H, W) with 1 or 3 channels C, or (N, side * side), found {1}</source>
        <translation>{0}：图像的形状应为 (N, H, W)、(N, H, W, C)、(N, C, H, W)（通道 C 为 1 或 3）或 (N, 边长 * 边长)，实为 {1}</translation>
    </message>
    <message>
        <source>{0}: expected images of {1} x {2} pixels, found {3} x {4}</source>
        <translation>{0}：图像应为 {1}×{2} 像素，实为 {3}×{4}</translation>
    </message>
    <message>
        <source>{0}: expected images under the name images or x, found {1}</source>
        <translation>{0}：图像应以 images 或 x 为名，实际内容：{1}</translation>
    </message>
    <message>
        <source>{0}: expected images, found none (shape {1})</source>
        <translation>{0}：应为图像，却没有（形状 {1}）</translation>
    </message>
    <message>
        <source>{0}: expected labels from 0 to {1}, found {2}</source>
        <translation>{0}：标签应为 0 至 {1}，实为 {2}</translation>
    </message>
    <message>
        <source>{0}: expected labels of at most {1} classes, found {2} values</source>
        <translation>{0}：标签应至多 {1} 个类别，实有 {2} 个不同的值</translation>
    </message>
    <message>
        <source>{0}: expected labels of one kind, found numbers for one set and words for the other</source>
        <translation>{0}：标签应为同一种，实际一组是数、另一组是文字</translation>
    </message>
    <message>
        <source>{0}: expected labels that are whole numbers or names, found fractions</source>
        <translation>{0}：标签应为整数或名称，实为小数</translation>
    </message>
    <message>
        <source>{0}: expected labels to train a judge with, found none</source>
        <translation>{0}：训练评判器需要标签，却没有</translation>
    </message>
    <message>
        <source>{0}: expected lines of at most {1} characters, found a longer one</source>
        <translation>{0}：每行应至多 {1} 个字符，有一行更长</translation>
    </message>
    <message>
        <source>{0}: expected many images, found what looks like one colour picture of {1} x {2} pixels</source>
        <translation>{0}：应为许多图像，实际看来是一张 {1}×{2} 像素的彩色图片</translation>
    </message>
    <message>
        <source>{0}: expected numbers from -{1} to {2}, found others</source>
        <translation>{0}：数值应在 -{1} 到 {2} 之间，实为其他数值</translation>
    </message>
    <message>
        <source>{0}: expected numbers of shape {1}, found {2}</source>
        <translation>{0}：数值的形状应为 {1}，实为 {2}</translation>
    </message>
    <message>
        <source>{0}: expected numbers, found nothing in line {1}, column {2}</source>
        <translation>{0}：应为数值，第 {1} 行第 {2} 列却是空的</translation>
    </message>
    <message>
        <source>{0}: expected numbers, found values of type {1}</source>
        <translation>{0}：应为数值，实为类型 {1} 的值</translation>
    </message>
    <message>
        <source>{0}: expected numbers, found {1} in line {2}, column {3}</source>
        <translation>{0}：应为数值，第 {2} 行第 {3} 列却是 {1}</translation>
    </message>
    <message>
        <source>{0}: expected one array (NPY, IDX or CSV), found NPZ data</source>
        <translation>{0}：应为单个数组（NPY、IDX 或 CSV），实为 NPZ 数据</translation>
    </message>
    <message>
        <source>{0}: expected one array of labels, found {1}</source>
        <translation>{0}：应为一个标签数组，实际内容：{1}</translation>
    </message>
    <message>
        <source>{0}: expected one label a line, found {1} columns</source>
        <translation>{0}：每行应有一个标签，实有 {1} 列</translation>
    </message>
    <message>
        <source>{0}: expected one label for each image, found {1} of shape {2}</source>
        <translation>{0}：每张图像应有一个标签，实为形状 {2} 的 {1}</translation>
    </message>
    <message>
        <source>{0}: expected one of {1}, found {2}</source>
        <translation>{0}：应为 {1} 之一，实为 {2}</translation>
    </message>
    <message>
        <source>{0}: expected one record, found several</source>
        <translation>{0}：应有一条记录，实有多条</translation>
    </message>
    <message>
        <source>{0}: expected quatrains, one a line, such as {1}, found {2}</source>
        <translation>{0}：应为每行一首的绝句，例如“{1}”，实际只有 {2} 首</translation>
    </message>
    <message>
        <source>{0}: expected rows of a square number of pixels, such as 784, found {1}</source>
        <translation>{0}：每行像素数应为平方数，如 784，实为 {1}</translation>
    </message>
    <message>
        <source>{0}: expected rows of a square number of pixels, such as 784, found {1} beside {2} of other kinds</source>
        <translation>{0}：每行像素数应为平方数，如 784，实为 {1}，另有 {2} 列为其他内容</translation>
    </message>
    <message>
        <source>{0}: expected rows of numbers, found an array of shape {1}</source>
        <translation>{0}：应为若干行数，实为形状为 {1} 的数组</translation>
    </message>
    <message>
        <source>{0}: expected rows of numbers, found more than {1} empty lines</source>
        <translation>{0}：应为数值的行，实有超过 {1} 个空行</translation>
    </message>
    <message>
        <source>{0}: expected rows of numbers, found none</source>
        <translation>{0}：应为数值的行，却一行也没有</translation>
    </message>
    <message>
        <source>{0}: expected rows of pixels, found labels or words alone</source>
        <translation>{0}：应为像素的行，实际只有标签或文字</translation>
    </message>
    <message>
        <source>{0}: expected rows of {1} numbers, found {2} numbers in all</source>
        <translation>{0}：每行应有 {1} 个数，总共却有 {2} 个数</translation>
    </message>
    <message>
        <source>{0}: expected strokes as rows of x, y or of stroke, x, y, found {1} {2}</source>
        <translation>{0}：笔画每行应为 x, y 或 stroke, x, y，实为 {1} {2}</translation>
    </message>
    <message>
        <source>{0}: expected strokes, found no row</source>
        <translation>{0}：应为笔画，却一行也没有</translation>
    </message>
    <message>
        <source>{0}: expected tensors, found something else ({1})</source>
        <translation>{0}：应为张量，实为别的内容（{1}）</translation>
    </message>
    <message>
        <source>{0}: expected text (UTF-8), found other data</source>
        <translation>{0}：应为文字（UTF-8），实为其他数据</translation>
    </message>
    <message>
        <source>{0}: expected text files (.txt) in it, found none</source>
        <translation>{0}：其中应有文本文件（.txt），却没有</translation>
    </message>
    <message>
        <source>{0}: expected text in UTF-16, found the byte 0x{1} after {2} bytes; save it as UTF-8</source>
        <translation>{0}：应为 UTF-16 文本，在 {2} 个字节之后遇到字节 0x{1}；请存为 UTF-8</translation>
    </message>
    <message>
        <source>{0}: expected text in UTF-16, found the byte 0x{1} after {2} bytes; save it as UTF-8 (in Excel: CSV UTF-8)</source>
        <translation>{0}：应为 UTF-16 文本，在 {2} 个字节之后遇到字节 0x{1}；请存为 UTF-8（Excel 中选“CSV UTF-8”）</translation>
    </message>
    <message>
        <source>{0}: expected text in UTF-8, found UTF-16 without its mark; save it as UTF-8</source>
        <translation>{0}：应为 UTF-8 文本，实为没有标记的 UTF-16；请存为 UTF-8</translation>
    </message>
    <message>
        <source>{0}: expected text in UTF-8, found UTF-16 without its mark; save it as UTF-8 (in Excel: CSV UTF-8)</source>
        <translation>{0}：应为 UTF-8 文本，实为没有标记的 UTF-16；请存为 UTF-8（Excel 中选“CSV UTF-8”）</translation>
    </message>
    <message>
        <source>{0}: expected text in UTF-8, found UTF-32; save it as UTF-8</source>
        <translation>{0}：应为 UTF-8 文本，实为 UTF-32；请存为 UTF-8</translation>
    </message>
    <message>
        <source>{0}: expected text in UTF-8, found UTF-32; save it as UTF-8 (in Excel: CSV UTF-8)</source>
        <translation>{0}：应为 UTF-8 文本，实为 UTF-32；请存为 UTF-8（Excel 中选“CSV UTF-8”）</translation>
    </message>
    <message>
        <source>{0}: expected text in UTF-8, found the byte 0x{1} after {2} bytes; save it as UTF-8</source>
        <translation>{0}：应为 UTF-8 文本，在 {2} 个字节之后遇到字节 0x{1}；请存为 UTF-8</translation>
    </message>
    <message>
        <source>{0}: expected text in UTF-8, found the byte 0x{1} after {2} bytes; save it as UTF-8 (in Excel: CSV UTF-8)</source>
        <translation>{0}：应为 UTF-8 文本，在 {2} 个字节之后遇到字节 0x{1}；请存为 UTF-8（Excel 中选“CSV UTF-8”）</translation>
    </message>
    <message>
        <source>{0}: expected texts of at most {1} in all, found {2}</source>
        <translation>{0}：文本合计最多 {1}，实为 {2}</translation>
    </message>
    <message>
        <source>{0}: expected the card of a judge, found one without a usable {1}</source>
        <translation>{0}：评判器的说明中没有可用的 {1}</translation>
    </message>
    <message>
        <source>{0}: expected the report of a lesson, found another file</source>
        <translation>{0}：应为课程报告，实为其他文件</translation>
    </message>
    <message>
        <source>{0}: expected the weights of a judge, found something else ({1})</source>
        <translation>{0}：应为评判器的权重，实为别的内容（{1}）</translation>
    </message>
    <message>
        <source>{0}: expected training and test images of one shape, found {1} and {2}</source>
        <translation>{0}：训练与测试图像的形状应相同，实为 {1} 与 {2}</translation>
    </message>
    <message>
        <source>{0}: expected values from 0 to 255 or from 0 to 1, found {1} to {2}; which of them are black and white has to be chosen (the setting values)</source>
        <translation>{0}：数值应为 0 至 255 或 0 至 1，实为 {1} 至 {2}；请选择黑与白各是哪个值（设置“数值范围”）</translation>
    </message>
    <message>
        <source>{0}: expected values of one byte (uint8), found {1}</source>
        <translation>{0}：应为单字节的值（uint8），实为 {1}</translation>
    </message>
    <message>
        <source>{0}: expected values that leave {1} finite, found others</source>
        <translation>{0}：这些值应使 {1} 保持有限，实则不然</translation>
    </message>
    <message>
        <source>{0}: expected {1} (with or without .gz) in {2}, found none of them; they can be downloaded ({3} MB), or opened from files that you have</source>
        <translation>{0}：{2} 中应有 {1}（可带 .gz），却一个也没有；可以下载（{3} MB），或打开您已有的文件</translation>
    </message>
    <message>
        <source>{0}: expected {1} (with or without .gz) in {2}, found only the other {3}; they can be downloaded ({4} MB), or opened from files that you have</source>
        <translation>{0}：{2} 中应有 {1}（可带 .gz），实际只有其余 {3} 个；可以下载（{4} MB），或打开您已有的文件</translation>
    </message>
    <message>
        <source>{0}: expected {1} bytes of values for shape {2}, found only {3}</source>
        <translation>{0}：形状 {2} 应有 {1} 字节的数值，实际只有 {3}</translation>
    </message>
    <message>
        <source>{0}: expected {1} bytes of values for {2}, found more</source>
        <translation>{0}：{2} 应有 {1} 字节的数值，实际更多</translation>
    </message>
    <message>
        <source>{0}: expected {1} bytes of values for {2}, found only {3}</source>
        <translation>{0}：{2} 应有 {1} 字节的数值，实际只有 {3}</translation>
    </message>
    <message>
        <source>{0}: expected {1} columns, found {2} in line {3}</source>
        <translation>{0}：应为 {1} 列，第 {3} 行却有 {2} 列</translation>
    </message>
    <message>
        <source>{0}: expected {1} labels, as there are images, found {2}</source>
        <translation>{0}：标签应与图像一样有 {1} 个，实有 {2} 个</translation>
    </message>
    <message>
        <source>{0}: expected {1}, found a single number</source>
        <translation>{0}：应为{1}，实为单个数</translation>
    </message>
    <message>
        <source>{0}: expected {1}, found {2}</source>
        <translation>{0}：应为 {1}，实为 {2}</translation>
    </message>
    <message>
        <source>{0}: gradients differ by {1} at most from those in float64</source>
        <translation>{0}：梯度与 float64 的结果至多相差 {1}</translation>
    </message>
    <message>
        <source>{0}: holds pickled Python objects, which are never loaded because they could run code; save plain numbers</source>
        <translation>{0}：含有 pickle 打包的 Python 对象；这类对象可能运行代码，一律不载入；请只保存数值</translation>
    </message>
    <message>
        <source>{0}: line {1}: expected a SHA-256 and a path, found something else</source>
        <translation>{0}：第 {1} 行：应为 SHA-256 和路径，实为别的内容</translation>
    </message>
    <message>
        <source>{0}: lines that cannot be used: {1}, the first is line {2}</source>
        <translation>{0}：{1} 行无法使用，首先是第 {2} 行</translation>
    </message>
    <message>
        <source>{0}: more than can be shown; the curves end at step {1}</source>
        <translation>{0}：内容太多，无法全部显示；曲线到第 {1} 步为止</translation>
    </message>
    <message>
        <source>{0}: more than is held in memory; those after step {1} are left out</source>
        <translation>{0}：内容太多，内存放不下；第 {1} 步之后的略去</translation>
    </message>
    <message>
        <source>{0}: more than {1} bytes of numbers</source>
        <translation>{0}：数值超过 {1} 字节</translation>
    </message>
    <message>
        <source>{0}: no screen</source>
        <translation>{0}：没有屏幕</translation>
    </message>
    <message>
        <source>{0}: nothing to go on from: {1}</source>
        <translation>{0}：无法由此继续：{1}</translation>
    </message>
    <message>
        <source>{0}: of more than {1} metrics of a model the first are shown</source>
        <translation>{0}：一个模型有超过 {1} 项指标，只显示最前面的</translation>
    </message>
    <message>
        <source>{0}: only points have modes, found {1} of shape {2}</source>
        <translation>{0}：只有点才有模式，实为形状 {2} 的 {1}</translation>
    </message>
    <message>
        <source>{0}: opened whole</source>
        <translation>{0}：完整打开</translation>
    </message>
    <message>
        <source>{0}: rows of {1} numbers are colour images whose order cannot be told: choose it (the setting rows)</source>
        <translation>{0}：每行 {1} 个数是彩色图像，但无法判断颜色的顺序：请选择（设置“行的排列”）</translation>
    </message>
    <message>
        <source>{0}: the content is not what was saved ({1} bytes of another hash)</source>
        <translation>{0}：内容与保存时不同（{1} 字节，哈希不符）</translation>
    </message>
    <message>
        <source>{0}: the gzip data is cut short; the file is incomplete</source>
        <translation>{0}：gzip 数据被截断；文件不完整</translation>
    </message>
    <message>
        <source>{0}: the gzip data is damaged ({1})</source>
        <translation>{0}：gzip 数据已损坏（{1}）</translation>
    </message>
    <message>
        <source>{0}: the header is cut short; the file is incomplete</source>
        <translation>{0}：文件头被截断；文件不完整</translation>
    </message>
    <message>
        <source>{0}: the header promises {1} bytes; at most {2} are read</source>
        <translation>{0}：文件头声称有 {1} 字节；至多读取 {2} 字节</translation>
    </message>
    <message>
        <source>{0}: the header promises {1} values, {2} bytes; at most {3} are read</source>
        <translation>{0}：文件头声称有 {1} 个值、{2} 字节；至多读取 {3} 字节</translation>
    </message>
    <message>
        <source>{0}: the list of the program&apos;s files cannot be read ({1})</source>
        <translation>{0}：无法读取程序的文件清单（{1}）</translation>
    </message>
    <message>
        <source>{0}: the record cannot be read ({1})</source>
        <translation>{0}：记录无法读取（{1}）</translation>
    </message>
    <message>
        <source>{0}: the run that was killed is not offered for recovery</source>
        <translation>{0}：没有提供恢复被强制结束的运行</translation>
    </message>
    <message>
        <source>{0}: there are no texts in {1}</source>
        <translation>{0}：没有 {1} 的文字</translation>
    </message>
    <message>
        <source>{0}: there are no {1}</source>
        <translation>{0}：没有 {1}</translation>
    </message>
    <message>
        <source>{0}: there is no mixture to save yet</source>
        <translation>{0}：还没有可保存的混合高斯</translation>
    </message>
    <message>
        <source>{0}: there is no model yet to look at it with</source>
        <translation>{0}：还没有可用来观看它的模型</translation>
    </message>
    <message>
        <source>{0}: there is no such file</source>
        <translation>{0}：没有这个文件</translation>
    </message>
    <message>
        <source>{0}: there is no {1} here</source>
        <translation>{0}：这里没有 {1}</translation>
    </message>
    <message>
        <source>{0}: there is no {1}, so nothing was saved to go on from</source>
        <translation>{0}：没有 {1}，即没有保存可由此继续的内容</translation>
    </message>
    <message>
        <source>{0}: there is nothing</source>
        <translation>{0}：这里什么也没有</translation>
    </message>
    <message>
        <source>{0}: there is nothing to go on from</source>
        <translation>{0}：没有可由此继续的内容</translation>
    </message>
    <message>
        <source>{0}: unknown setting; known ones are {1}</source>
        <translation>{0}：未知的设置；已知的有 {1}</translation>
    </message>
    <message>
        <source>{0}: unpacks to more than {1} bytes, which are not read</source>
        <translation>{0}：解压后超过 {1} 字节，不予读取</translation>
    </message>
    <message>
        <source>{0}: unpacks to {1} bytes; at most {2} are read</source>
        <translation>{0}：解压后为 {1} 字节；至多读取 {2} 字节</translation>
    </message>
    <message>
        <source>{0}: {1} cannot be written to ({2})</source>
        <translation>{0}：无法写入 {1}（{2}）</translation>
    </message>
    <message>
        <source>{0}: {1} does not give back what is written to it</source>
        <translation>{0}：{1} 读不回写入的内容</translation>
    </message>
    <message>
        <source>{0}: {1} goes by another model of its run, and can only be seen with that one</source>
        <translation>{0}：{1} 依赖其运行中的另一个模型，只能与那个模型一起查看</translation>
    </message>
    <message>
        <source>{0}: {1} is {2}, {3} is {4}, {5} sentences are known</source>
        <translation>{0}：{1} 为 {2}，{3} 为 {4}，认得 {5} 种句子</translation>
    </message>
    <message>
        <source>{0}: {1} of its {2} pictures could be found no more while they were read; try again</source>
        <translation>{0}：读取过程中，{2} 张图像里有 {1} 张已找不到；请重试</translation>
    </message>
    <message>
        <source>{0}: {1} weights, where a model has at most {2}, for a picture has {3} components of {4} values; take fewer units or smaller pictures</source>
        <translation>{0}：每张图像有 {3} 个成分、各有 {4} 种取值，共需 {1} 个权重，而一个模型至多 {2} 个；请减少单元或改用较小的图像</translation>
    </message>
    <message>
        <source>{0}: {1} {2}, but labels of shape {3}</source>
        <translation>{0}：有 {1} 个 {2}，标签的形状却为 {3}</translation>
    </message>
    <message>
        <source>{0}: {1}, found nothing</source>
        <translation>{0}：{1}，却什么也没有</translation>
    </message>
    <message>
        <source>{0}: {1}, found {2}</source>
        <translation>{0}：{1}，实为 {2}</translation>
    </message>
    <message>
        <source>{0}: {1}, so it cannot be told what was trained</source>
        <translation>{0}：{1}，因此不知道训练的是什么</translation>
    </message>
    <message>
        <source>{0}: {1}, so it is left as it is</source>
        <translation>{0}：{1}，因此保持原样</translation>
    </message>
    <message>
        <source>{0}: {1}.codes: expected at most {2} codes, found {3}</source>
        <translation>{0}：{1}.codes：应至多 {2} 个编码，实有 {3} 个</translation>
    </message>
    <message>
        <source>{0}: {1}.codes: expected {2} numbers a code, found {3}</source>
        <translation>{0}：{1}.codes：每个编码应有 {2} 个数，实为 {3}</translation>
    </message>
    <message>
        <source>{0}: {1}.texts: expected no texts, for the data are {2}</source>
        <translation>{0}：{1}.texts：不应有文本，因为数据是{2}</translation>
    </message>
    <message>
        <source>{0}: {1}.{2}: expected no pictures, for the data are {3}</source>
        <translation>{0}：{1}.{2}：不应有图片，因为数据是{3}</translation>
    </message>
    <message>
        <source>{0}: {1}.{2}: expected pictures of shape {3}, found {4}</source>
        <translation>{0}：{1}.{2}：图像的形状应为 {3}，实为 {4}</translation>
    </message>
    <message>
        <source>{0}: {1}; it was put aside as {2}, and is trained anew</source>
        <translation>{0}：{1}；已移至 {2}，并重新训练</translation>
    </message>
    <message>
        <source>{0}; please install the program again</source>
        <translation>{0}；请重新安装程序</translation>
    </message>
    <message>
        <source>{0}; resumed bit for bit; {1}</source>
        <translation>{0}；恢复后逐位一致；{1}</translation>
    </message>
    <message>
        <source>{0}; the files can also be opened from files that you have: put them into {1}</source>
        <translation>{0}；也可以使用您已有的文件：请放入 {1}</translation>
    </message>
    <message>
        <source>{0}; the settings of the last save are used</source>
        <translation>{0}；采用上次保存的设置</translation>
    </message>
    <message>
        <source>{0}_{1}.qm is missing from {2}, or is no translation</source>
        <translation>{2} 中缺少 {0}_{1}.qm，或它不是译文文件</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>选择起点</translation>
    </message>
    <message>
        <source>Map layers</source>
        <translation>地图图层</translation>
    </message>
    <message>
        <source>codes</source>
        <translation>编码点</translation>
    </message>
    <message>
        <source>Each training image at the place of its code.</source>
        <translation>每张训练图像显示在其编码所在处。</translation>
    </message>
    <message>
        <source>decoded grid</source>
        <translation>解码网格</translation>
    </message>
    <message>
        <source>What the decoder makes of every place.</source>
        <translation>解码器在每一处画出的图像。</translation>
    </message>
    <message>
        <source>posterior σ</source>
        <translation>后验 σ</translation>
    </message>
    <message>
        <source>How far a VAE spreads each image&apos;s code.</source>
        <translation>VAE 将每张图像的编码散布多远。</translation>
    </message>
    <message>
        <source>density</source>
        <translation>密度</translation>
    </message>
    <message>
        <source>Lines of equal density of the codes.</source>
        <translation>编码的等密度线。</translation>
    </message>
    <message>
        <source>Models of several runs, to be looked at. To train one of them, open its run.</source>
        <translation>来自多次运行的模型，只供查看。要训练其中一个，请打开它的运行。</translation>
    </message>
    <message>
        <source>Settings as they were at step {0}. L is live again.</source>
        <translation>第 {0} 步时的设置。按 L 回到现在。</translation>
    </message>
    <message>
        <source>Both models</source>
        <translation>两个模型</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>所有模型</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>ShadedText</name>
    <message>
        <source>What it looks at</source>
        <translation>它在看什么</translation>
    </message>
    <message>
        <source>the start</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>{0}: comes later</source>
        <translation>{0}：在后面</translation>
    </message>
    <message>
        <source>{0}: out of sight</source>
        <translation>{0}：看不到</translation>
    </message>
</context>
<context>
    <name>SigmaCanvas</name>
    <message>
        <source>What the noise costs</source>
        <translation>噪声的代价</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差值</translation>
    </message>
</context>
<context>
    <name>SigmaCurve</name>
    <message>
        <source>PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>σ {0} · difference {1} = 2 × {2} nats of KL</source>
        <translation>σ {0} · 差值 {1} = 2 × {2} nats 的 KL</translation>
    </message>
    <message>
        <source>σ {0} · {1} = 2 × KL {2}</source>
        <translation>σ {0} · {1} = 2 × KL {2}</translation>
    </message>
    <message>
        <source>σ {0} · KL {1}</source>
        <translation>σ {0} · KL {1}</translation>
    </message>
    <message>
        <source>No cost: the noise is exactly the prior&apos;s, and the code says nothing.</source>
        <translation>没有代价：噪声恰与先验相同，编码不含信息。</translation>
    </message>
    <message>
        <source>More noise than the prior&apos;s costs too, and soon much more.</source>
        <translation>噪声多于先验同样有代价，而且很快变得更大。</translation>
    </message>
    <message>
        <source>A little less noise than the prior&apos;s is nearly free.</source>
        <translation>噪声略少于先验，几乎没有代价。</translation>
    </message>
    <message>
        <source>Saying something costs: less noise, more KL. Pictures must become that much better.</source>
        <translation>传达信息有代价：噪声越少，KL 越大。图像须相应地变好。</translation>
    </message>
    <message>
        <source>Shrinking the noise to nothing costs ever more, 0.69 nats each time σ halves: the KL keeps σ from dying.</source>
        <translation>将噪声缩减至无的代价越来越大，σ 每减半就要 0.69 nats：KL 使 σ 不致消失。</translation>
    </message>
</context>
<context>
    <name>Sign</name>
    <message>
        <source>space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>end of line</source>
        <translation>行末</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>any rare character</source>
        <translation>任一罕见字符</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>“{0}”</translation>
    </message>
</context>
<context>
    <name>SiteMaps</name>
    <message>
        <source>Maps of the field, the surprise and the entropy</source>
        <translation>视野、惊讶度与熵的图</translation>
    </message>
    <message>
        <source>surprise: {0} nats in all</source>
        <translation>惊讶度：共 {0} nats</translation>
    </message>
    <message>
        <source>not sure (entropy)</source>
        <translation>拿不准之处（熵）</translation>
    </message>
    <message>
        <source>{0} nats</source>
        <translation>{0} nats</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>what it looked at</source>
        <translation>它看了哪里</translation>
    </message>
    <message>
        <source>field</source>
        <translation>视野</translation>
    </message>
    <message>
        <source>what it looked at; hatched: blind spot</source>
        <translation>它看了哪里；斜纹处为盲区</translation>
    </message>
</context>
<context>
    <name>SizesPage</name>
    <message>
        <source>lowest BIC at K = {0}</source>
        <translation>BIC 最低处 K = {0}</translation>
    </message>
    <message>
        <source>lowest BIC at K = {0}; click a number to try it</source>
        <translation>BIC 最低处 K = {0}；点击一个数来试试</translation>
    </message>
    <message>
        <source>Restart with K = {0}</source>
        <translation>以 K = {0} 重新开始</translation>
    </message>
</context>
<context>
    <name>SizesPlot</name>
    <message>
        <source>Holes by number of Gaussians</source>
        <translation>空洞随高斯分布个数的变化</translation>
    </message>
    <message>
        <source>{0} Gaussians: {1}</source>
        <translation>{0} 个高斯分布：{1}</translation>
    </message>
    <message>
        <source>Which share do mixtures of 1 to 30 Gaussians draw from holes?</source>
        <translation>由 1 到 30 个高斯分布组成的混合，有多大比例抽自空洞？</translation>
    </message>
    <message>
        <source>box</source>
        <translation>包围盒</translation>
    </message>
    <message>
        <source>codes</source>
        <translation>编码</translation>
    </message>
</context>
<context>
    <name>SizesView</name>
    <message>
        <source>Fits mixtures of 1, 2, 5, 10, 20 and 30 Gaussians and counts the holes of each</source>
        <translation>拟合由 1、2、5、10、20 和 30 个高斯分布组成的混合，并分别数出空洞</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Holes by number of Gaussians</source>
        <translation>空洞随高斯分布个数的变化</translation>
    </message>
    <message>
        <source>By number of Gaussians</source>
        <translation>按高斯个数</translation>
    </message>
    <message>
        <source>By number</source>
        <translation>随个数</translation>
    </message>
</context>
<context>
    <name>StagePlayer</name>
    <message>
        <source>stage {0}</source>
        <translation>阶段 {0}</translation>
    </message>
    <message>
        <source>▶ Play</source>
        <translation>▶ 播放</translation>
    </message>
    <message>
        <source>■ Stop</source>
        <translation>■ 停止</translation>
    </message>
    <message>
        <source>Watch how the samples come about, stage by stage</source>
        <translation>逐个阶段观看样本如何产生</translation>
    </message>
    <message>
        <source>Stop the stages</source>
        <translation>停止播放各阶段</translation>
    </message>
    <message>
        <source>Play the stages</source>
        <translation>播放各阶段</translation>
    </message>
</context>
<context>
    <name>StagesPanel</name>
    <message>
        <source>fakes from fixed noise · bar: D&apos;s score</source>
        <translation>固定噪声的伪造样本 · 条：D 的评分</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>采样</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>The settings could not be reset: {0}</source>
        <translation>无法重置设置：{0}</translation>
    </message>
    <message>
        <source>There were no settings to reset.</source>
        <translation>没有可重置的设置。</translation>
    </message>
    <message>
        <source>Settings as at the first start; the former ones are kept in {0}</source>
        <translation>设置已恢复为首次启动时的状态；原来的设置保存在 {0}</translation>
    </message>
</context>
<context>
    <name>StartsControls</name>
    <message>
        <source>How starts begin</source>
        <translation>起点的选法</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>换一批</translation>
    </message>
    <message>
        <source>Eight further starts</source>
        <translation>再试八个起点</translation>
    </message>
</context>
<context>
    <name>StartsStrip</name>
    <message>
        <source>Other starts</source>
        <translation>其他起点</translation>
    </message>
    <message>
        <source>There is no room for the starts: make the card larger.</source>
        <translation>放不下这些起点：请把卡片放大。</translation>
    </message>
    <message>
        <source>Other starts are being tried…</source>
        <translation>正在尝试其他起点…</translation>
    </message>
    <message>
        <source>Click to begin from there</source>
        <translation>点击即从那里开始</translation>
    </message>
</context>
<context>
    <name>StatusFoot</name>
    <message>
        <source>step %1 / %2</source>
        <translation>第 %1 / %2 步</translation>
    </message>
    <message>
        <source>step %1 (plan %2)</source>
        <translation>第 %1 步（计划 %2）</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>ETA %1</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>view %1 old</source>
        <translation>画面 %1 前</translation>
    </message>
    <message>
        <source>Age of the weights that are being explored</source>
        <translation>当前所探索权重的新旧</translation>
    </message>
    <message>
        <source>The run is saved in {0}</source>
        <translation>这次训练保存在 {0}</translation>
    </message>
</context>
<context>
    <name>StepButtons</name>
    <message>
        <source>D step</source>
        <translation>D 一步</translation>
    </message>
    <message>
        <source>G step</source>
        <translation>G 一步</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>双方</translation>
    </message>
    <message>
        <source>D makes its moves, G is held still</source>
        <translation>D 更新，G 保持不动</translation>
    </message>
    <message>
        <source>G makes its moves, D is held still</source>
        <translation>G 更新，D 保持不动</translation>
    </message>
    <message>
        <source>One whole step: D makes its moves, then G</source>
        <translation>完整的一步：先更新 D，再更新 G</translation>
    </message>
    <message>
        <source>Pause first: then the players can be moved one at a time</source>
        <translation>请先暂停：之后便可让双方逐一更新</translation>
    </message>
    <message>
        <source>{0} rests: its number of steps is 0</source>
        <translation>{0} 休息：其步数为 0</translation>
    </message>
</context>
<context>
    <name>Surprise</name>
    <message>
        <source>{0}: the models have never seen it</source>
        <translation>{0}：模型从未见过</translation>
    </message>
    <message>
        <source>{0}: expected with {1}, {2} nats</source>
        <translation>{0}：预期为 {1}，{2} nats</translation>
    </message>
    <message>
        <source>{0}; never seen in training, read as any rare character</source>
        <translation>{0}；训练中从未见过，按罕见字符读入</translation>
    </message>
    <message>
        <source>{0} nats a character, a guess among {1}</source>
        <translation>每个字符 {0} nats，相当于在 {1} 个中猜一个</translation>
    </message>
    <message>
        <source>a guess among {0}</source>
        <translation>相当于在 {0} 个中猜一个</translation>
    </message>
    <message>
        <source>most surprising: {0}, {1} nats</source>
        <translation>最出乎意料：{0}，{1} nats</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Never seen in training: {0}</source>
        <translation>训练中从未见过：{0}</translation>
    </message>
</context>
<context>
    <name>SurpriseLegend</name>
    <message>
        <source>expected</source>
        <translation>意料之中</translation>
    </message>
    <message>
        <source>surprising</source>
        <translation>出乎意料</translation>
    </message>
    <message>
        <source>Colours: from expected to surprising</source>
        <translation>颜色：从意料之中到出乎意料</translation>
    </message>
    <message>
        <source>Surprise is −ln of the probability of the character that is there, whatever the temperature.</source>
        <translation>惊讶度是原有字符概率的 −ln，与温度无关。</translation>
    </message>
    <message>
        <source>The full colour is a blind guess among all {0} characters, or worse: {1} nats.</source>
        <translation>最深的颜色表示相当于在全部 {0} 个字符中盲猜，或更糟：{1} nats。</translation>
    </message>
</context>
<context>
    <name>SweepDesk</name>
    <message>
        <source>Open the folder of a sweep</source>
        <translation>打开扫描的文件夹</translation>
    </message>
    <message>
        <source>Pause this sweep first, then open the other one.</source>
        <translation>请先暂停这个扫描，再打开另一个。</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}</source>
        <translation>无法写入 {0}：{1}</translation>
    </message>
</context>
<context>
    <name>SweepPlot</name>
    <message>
        <source>Figure over the values of the knob</source>
        <translation>指标随设置取值的变化</translation>
    </message>
    <message>
        <source>Each seed is a dot here, once a run is finished.</source>
        <translation>运行完成后，每个随机种子在此显示为一个点。</translation>
    </message>
</context>
<context>
    <name>SweepProcess</name>
    <message>
        <source>The sweep could not be started: {0}</source>
        <translation>无法启动扫描：{0}</translation>
    </message>
    <message>
        <source>the process ended with code {0}</source>
        <translation>进程以代码 {0} 结束</translation>
    </message>
    <message>
        <source>The sweep stopped: {0}</source>
        <translation>扫描已停止：{0}</translation>
    </message>
</context>
<context>
    <name>SweepQueue</name>
    <message>
        <source>Runs of the sweep</source>
        <translation>扫描中的运行</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>Train this run before the one above</source>
        <translation>在上一个运行之前训练此运行</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>推后</translation>
    </message>
    <message>
        <source>Train this run after the one below</source>
        <translation>在下一个运行之后训练此运行</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Do not train this run</source>
        <translation>不训练此运行</translation>
    </message>
    <message>
        <source>Open the run</source>
        <translation>打开运行</translation>
    </message>
    <message>
        <source>Enter, or a double click</source>
        <translation>回车键或双击</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>diverged: {0}</source>
        <translation>已发散：{0}</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>trains, step {0} of {1}</source>
        <translation>训练中，第 {0} 步，共 {1} 步</translation>
    </message>
    <message>
        <source>stands at step {0} of {1}</source>
        <translation>停在第 {0} 步，共 {1} 步</translation>
    </message>
    <message>
        <source>to be made anew: {0}</source>
        <translation>将重新训练：{0}</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Take in again</source>
        <translation>重新加入</translation>
    </message>
</context>
<context>
    <name>SweepResults</name>
    <message>
        <source>Figure that is drawn</source>
        <translation>所绘的指标</translation>
    </message>
    <message>
        <source>Model whose figure is drawn</source>
        <translation>所绘指标的模型</translation>
    </message>
    <message>
        <source>Mean and spread of each figure over the seeds</source>
        <translation>各指标在各随机种子上的均值与离散程度</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Measured at the end of each run on all held-out examples. The test values beside its curves are of a part of them where there are many, and may differ a little.</source>
        <translation>在每次运行结束时用全部留出样本测得。留出样本很多时，曲线旁的测试值只用其中一部分，可能略有出入。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行数</translation>
    </message>
</context>
<context>
    <name>SweepWindow</name>
    <message>
        <source>Sweep</source>
        <translation>参数扫描</translation>
    </message>
    <message>
        <source>How much of the sweep is done</source>
        <translation>扫描的进度</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>导出 CSV…</translation>
    </message>
    <message>
        <source>These runs in the window of runs: thumbnails, notes, side by side</source>
        <translation>在运行窗口中查看这些运行：缩略图、备注、并排比较</translation>
    </message>
    <message>
        <source>Runs table</source>
        <translation>运行列表</translation>
    </message>
    <message>
        <source>New sweep…</source>
        <translation>新建扫描…</translation>
    </message>
    <message>
        <source>{0} of {1} runs finished</source>
        <translation>已完成 {0}/{1} 次运行</translation>
    </message>
    <message>
        <source>{0} train</source>
        <translation>{0} 个训练中</translation>
    </message>
    <message>
        <source>{0} diverged</source>
        <translation>{0} 个已发散</translation>
    </message>
    <message>
        <source>{0} left out</source>
        <translation>{0} 个已排除</translation>
    </message>
    <message>
        <source>stopping at a checkpoint…</source>
        <translation>正在停止并保存…</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>nothing</source>
        <translation>什么都不看</translation>
    </message>
    <message>
        <source>all before</source>
        <translation>之前全部</translation>
    </message>
    <message>
        <source>{0} before</source>
        <translation>之前 {0} 个</translation>
    </message>
    <message>
        <source>above</source>
        <translation>上</translation>
    </message>
    <message>
        <source>{0} above</source>
        <translation>上 {0}</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>左 {0}</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>{0} right</source>
        <translation>右 {0}</translation>
    </message>
    <message>
        <source>counted: {0}</source>
        <translation>计数：{0}</translation>
    </message>
    <message>
        <source>left and above</source>
        <translation>左与上</translation>
    </message>
    <message>
        <source>{0}, by position</source>
        <translation>{0}，逐位置</translation>
    </message>
</context>
<context>
    <name>TablePanel</name>
    <message>
        <source>Counting instead of learning: how often is a pixel on, given the neighbours that it may see? Click neighbours and watch the nats fall.</source>
        <translation>不学习，只计数：给定能看到的邻居，一个像素有多常为开？点击邻居，看 nats 下降。</translation>
    </message>
    <message>
        <source>The table</source>
        <translation>计数表</translation>
    </message>
    <message>
        <source>The {0}×{1} table</source>
        <translation>{0}×{1} 计数表</translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation>{0} 幅图像</translation>
    </message>
    <message>
        <source>{0} · entropy {1} nats</source>
        <translation>{0} · 熵 {1} nats</translation>
    </message>
</context>
<context>
    <name>TableView</name>
    <message>
        <source>The pictures that there are</source>
        <translation>全部图像</translation>
    </message>
    <message>
        <source>Click the neighbours that a pixel may see</source>
        <translation>点击像素可以看到的邻居</translation>
    </message>
    <message>
        <source>The place whose table is shown</source>
        <translation>显示哪个位置的表</translation>
    </message>
    <message>
        <source>by position</source>
        <translation>逐位置</translation>
    </message>
    <message>
        <source>One table for each place of the picture, not one for all</source>
        <translation>每个位置各有一张表，而不是共用一张</translation>
    </message>
</context>
<context>
    <name>Temperature</name>
    <message>
        <source>surprise of the source</source>
        <translation>来源的惊讶度</translation>
    </message>
    <message>
        <source>{0} nats</source>
        <translation>{0} nats</translation>
    </message>
    <message>
        <source>{0} at {1}: {2}</source>
        <translation>{0}，温度 {1}：{2}</translation>
    </message>
    <message>
        <source>held-out text: {0} a character</source>
        <translation>留出的文本：每个字符 {0}</translation>
    </message>
    <message>
        <source>a guess among {0}</source>
        <translation>相当于在 {0} 个中猜一个</translation>
    </message>
    <message>
        <source>Texts are being written at several temperatures…</source>
        <translation>正在以几种温度写文本…</translation>
    </message>
    <message>
        <source>temperature {0}: not tried, only {1} to {2}</source>
        <translation>温度 {0}：未试，只试了 {1} 到 {2}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>at temperature {0}: {1}</source>
        <translation>温度 {0}：{1}</translation>
    </message>
    <message>
        <source>What was measured is no finite number.</source>
        <translation>测得的不是有限的数。</translation>
    </message>
    <message>
        <source>{0} at step {1}</source>
        <translation>{0} 第 {1} 步</translation>
    </message>
    <message>
        <source>Not to be compared yet: {0}. Pause measures all at one step.</source>
        <translation>暂不可比较：{0}。暂停后都在同一步测量。</translation>
    </message>
    <message>
        <source>Not to be compared yet: measured at different steps. Pause measures all at one.</source>
        <translation>暂不可比较：测量时的步数不同。暂停后都在同一步测量。</translation>
    </message>
    <message>
        <source>Too close to tell: no temperature is clearly better than 1.</source>
        <translation>差别太小，难下结论：没有哪个温度明显好于 1。</translation>
    </message>
    <message>
        <source>Too close to tell: at the same variety no model&apos;s texts are clearly better.</source>
        <translation>差别太小，难下结论：多样性相同时，没有哪个模型的文本明显更好。</translation>
    </message>
    <message>
        <source>At temperature {0} {1}: {2}, at 1 {3}. Held-out text is as surprising as a guess among {4} there, at 1 among {5}.</source>
        <translation>{1}：温度 {0} 时为 {2}，温度 1 时为 {3}。留出的文本在前者相当于在 {4} 个中猜一个，在后者相当于在 {5} 个中猜一个。</translation>
    </message>
    <message>
        <source>At temperature {0} {1}: {2}, at 1 {3}.</source>
        <translation>{1}：温度 {0} 时为 {2}，温度 1 时为 {3}。</translation>
    </message>
    <message>
        <source>As they are, {0} covers more of the data and {1} writes better texts ({2}: {3}, not {4}); at the same variety it is too close to tell.</source>
        <translation>就模型本来的样子，{0} 覆盖的数据更多，{1} 写得更好（{2}：{3}，而非 {4}）；多样性相同时差别太小，难下结论。</translation>
    </message>
    <message>
        <source>As they are, {0} covers more of the data and {1} writes better texts.</source>
        <translation>就模型本来的样子，{0} 覆盖的数据更多，{1} 写得更好。</translation>
    </message>
    <message>
        <source>Neither {0} nor {1} is ahead: which one is depends on the temperature.</source>
        <translation>{0} 与 {1} 互有领先：哪个更好取决于温度。</translation>
    </message>
    <message>
        <source>At the same variety {0} writes worse texts than {1} ({2}: {3} at temperature {4}, {5} at {6}).</source>
        <translation>多样性相同时，{0} 的文本不如 {1}（{2}：温度 {4} 时为 {3}，后者在 {6} 时为 {5}）。</translation>
    </message>
    <message>
        <source>At the same variety {0} writes worse texts than {1}.</source>
        <translation>多样性相同时，{0} 的文本不如 {1}。</translation>
    </message>
    <message>
        <source>Too close to {0} to tell: {1}.</source>
        <translation>与 {0} 差别太小，难下结论：{1}。</translation>
    </message>
</context>
<context>
    <name>TemperaturePage</name>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>How good the texts are at each temperature, and how well held-out text is foreseen there: what cold texts gain, and what they cost. Click a dot to write at its temperature.</source>
        <translation>每个温度下文本有多好，又能多好地预见留出的文本：低温得到什么，代价是什么。点击一个点，就以它的温度来写。</translation>
    </message>
</context>
<context>
    <name>TemperaturePlot</name>
    <message>
        <source>Quality against variety by temperature</source>
        <translation>各温度下的质量与多样性</translation>
    </message>
    <message>
        <source>surprise of held-out text, nats a character</source>
        <translation>留出的文本的惊讶度，每个字符的 nats</translation>
    </message>
    <message>
        <source>held-out text: nats</source>
        <translation>留出的文本：nats</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nats</translation>
    </message>
    <message>
        <source>better</source>
        <translation>更好</translation>
    </message>
    <message>
        <source>entropy of the data</source>
        <translation>数据的熵</translation>
    </message>
</context>
<context>
    <name>TemperatureView</name>
    <message>
        <source>Which quality of the texts is shown</source>
        <translation>显示文本的哪种质量</translation>
    </message>
    <message>
        <source>Each dot: texts written at one temperature. The ring is 1, the model as it is; a click on a dot writes at its temperature. Bars: two standard errors. Held-out text is foreseen at the same temperature: the more it surprises, the less of the variety of the data is left.</source>
        <translation>每个点是以一个温度写出的文本。圆圈是 1，即模型本来的样子；点击一个点，就以它的温度来写。误差线为两个标准误。留出的文本以同样的温度来预见：它越令模型惊讶，数据的多样性就剩得越少。</translation>
    </message>
    <message>
        <source>Quality: {0}</source>
        <translation>质量：{0}</translation>
    </message>
</context>
<context>
    <name>TickList</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
</context>
<context>
    <name>TickMark</name>
    <message>
        <source>reached</source>
        <translation>已达到</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
</context>
<context>
    <name>TileWishes</name>
    <message>
        <source>Another seed draws another map.</source>
        <translation>换一个种子会绘出另一张地图。</translation>
    </message>
    <message>
        <source>pictures of its cells</source>
        <translation>各格的图像</translation>
    </message>
    <message>
        <source>grid of a self-organising map</source>
        <translation>自组织映射的网格</translation>
    </message>
    <message>
        <source>Save picture as PNG…</source>
        <translation>将图片保存为 PNG…</translation>
    </message>
    <message>
        <source>Save places as CSV…</source>
        <translation>将位置保存为 CSV…</translation>
    </message>
    <message>
        <source>Save map</source>
        <translation>保存地图</translation>
    </message>
</context>
<context>
    <name>TimelineBar</name>
    <message>
        <source>One keyframe back</source>
        <translation>上一个关键帧</translation>
    </message>
    <message>
        <source>▶ live</source>
        <translation>▶ 实时</translation>
    </message>
    <message>
        <source>Back to the newest state (End)</source>
        <translation>回到最新状态（End）</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Train on from here</source>
        <translation>由此继续训练</translation>
    </message>
    <message>
        <source>The same run goes on, with the weights that are looked at here in place of the newest. Steps are counted on from the newest, and a mark on curve and timeline shows the branch; settings, and how far the learning rate has fallen, stay as they are now.</source>
        <translation>同一次训练继续，用这里看到的权重代替最新的权重。步数从最新处接着数，曲线和时间线上有标记表示这个分支；设置以及已降低的学习率保持现在的值。</translation>
    </message>
    <message>
        <source>Only the pictures of this step are kept, not its weights: it is of an earlier session, and the folder of a run keeps the weights of its last save alone.</source>
        <translation>这一步属于之前的会话：只保留了图像，没有保留权重；运行文件夹只保留最后一次保存的权重。</translation>
    </message>
</context>
<context>
    <name>TimelineLine</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>step {0}: {1}</source>
        <translation>第 {0} 步：{1}</translation>
    </message>
    <message>
        <source>step {0}: pictures only, its weights are not kept</source>
        <translation>第 {0} 步：只有图像，权重未保留</translation>
    </message>
    <message>
        <source>Open the run that this one left at step {0}: {1}</source>
        <translation>打开这次运行在第 {0} 步由之分出的那次运行：{1}</translation>
    </message>
    <message>
        <source>live, step {0}</source>
        <translation>实时，第 {0} 步</translation>
    </message>
    <message>
        <source>looking back at step {0}</source>
        <translation>回看第 {0} 步</translation>
    </message>
    <message>
        <source> of {0}; keyframes: {1}</source>
        <translation>，共 {0} 步；关键帧 {1} 个</translation>
    </message>
    <message>
        <source>, with weights: {0}</source>
        <translation>，其中有权重的 {0} 个</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Workspace</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Back to step 0, to the weights it began with; this can be taken back</source>
        <translation>回到第 0 步，用开始时的权重；可以撤销</translation>
    </message>
    <message>
        <source>Rewind</source>
        <translation>倒回</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Train one step</source>
        <translation>训练一步</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Train or pause (Space)</source>
        <translation>训练或暂停（空格键）</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop and save; model and curves stay</source>
        <translation>停止并保存；模型与曲线保留</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>%1 steps/s</source>
        <translation>%1 步/秒</translation>
    </message>
    <message>
        <source>UI %1 ms</source>
        <translation>界面 %1 ms</translation>
    </message>
</context>
<context>
    <name>TrashQuestion</name>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Move {0} runs ({1}) to the trash?</source>
        <translation>将 {0} 次运行（{1}）移到回收站吗？</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Healthy</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Part of the data</source>
        <translation>只覆盖部分数据</translation>
    </message>
    <message>
        <source>D is too strong</source>
        <translation>D 太强</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>模式崩溃</translation>
    </message>
    <message>
        <source>Going in circles</source>
        <translation>原地兜圈</translation>
    </message>
    <message>
        <source>D memorises</source>
        <translation>D 死记硬背</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message>
        <source>Halve both learning rates</source>
        <translation>两个学习率都减半</translation>
    </message>
    <message>
        <source>Halve the learning rate of D</source>
        <translation>将 D 的学习率减半</translation>
    </message>
    <message>
        <source>Halve the learning rate of G</source>
        <translation>将 G 的学习率减半</translation>
    </message>
    <message>
        <source>Use the usual learning rates</source>
        <translation>使用通常的学习率</translation>
    </message>
    <message>
        <source>Set R1 to {r1}</source>
        <translation>将 R1 设为 {r1}</translation>
    </message>
    <message>
        <source>Let D keep up with G</source>
        <translation>让 D 跟上 G</translation>
    </message>
    <message>
        <source>Back to step {step}, and halve the learning rate of D</source>
        <translation>退回第 {step} 步，并将 D 的学习率减半</translation>
    </message>
    <message>
        <source>Back to step {step}, and halve the learning rate of G</source>
        <translation>退回第 {step} 步，并将 G 的学习率减半</translation>
    </message>
    <message>
        <source>Back to step {step}, and halve both learning rates</source>
        <translation>退回第 {step} 步，并将两个学习率都减半</translation>
    </message>
    <message>
        <source>Back to step {step}, with the usual learning rates</source>
        <translation>退回第 {step} 步，并使用通常的学习率</translation>
    </message>
    <message>
        <source>Back to step {step}, and set R1 to {r1}</source>
        <translation>退回第 {step} 步，并将 R1 设为 {r1}</translation>
    </message>
    <message>
        <source>Back to step {step}</source>
        <translation>退回第 {step} 步</translation>
    </message>
    <message>
        <source>Too early to tell.</source>
        <translation>为时尚早，难以判断。</translation>
    </message>
    <message>
        <source>The newest measurement no longer shows this: a few more will tell.</source>
        <translation>最新一次测量已不再如此：再测几次才能判断。</translation>
    </message>
    <message>
        <source>The newest measurement no longer looks healthy: a few more will tell.</source>
        <translation>最新的一次测量看起来不再正常：再测几次便知。</translation>
    </message>
    <message>
        <source>Only {present} of {modes} classes present at the newest measurement: a few more will tell.</source>
        <translation>最新的一次测量中 {modes} 个类别只出现了 {present} 个：再测几次便知。</translation>
    </message>
    <message>
        <source>Only {present} of {modes} modes present at the newest measurement: a few more will tell.</source>
        <translation>最新的一次测量中 {modes} 个模式只出现了 {present} 个：再测几次便知。</translation>
    </message>
    <message>
        <source>The remedy was taken at step {step}; a few more measurements will tell.</source>
        <translation>已在第 {step} 步采用补救；再测几次才能判断。</translation>
    </message>
    <message>
        <source>Older weights came back at step {step}; a few more measurements will tell.</source>
        <translation>第 {step} 步换回了较早的权重；再测几次才能判断。</translation>
    </message>
    <message>
        <source>Coverage {coverage} %, at best {best} %.</source>
        <translation>覆盖率 {coverage}%，最好时 {best}%。</translation>
    </message>
    <message>
        <source>{present} of {modes} classes present, the smallest {smallest} %; coverage {coverage} %, at best {best} %.</source>
        <translation>{modes} 个类别中出现了 {present} 个，最小的占 {smallest}%；覆盖率 {coverage}%，最好时 {best}%。</translation>
    </message>
    <message>
        <source>{present} of {modes} classes present, the others hardly or not at all; coverage {coverage} %.</source>
        <translation>{modes} 个类别中出现了 {present} 个，其余几乎或完全没有；覆盖率 {coverage}%。</translation>
    </message>
    <message>
        <source>The fakes huddle: {present} of {modes} classes present, and {duplicates} % of the fakes are duplicates.</source>
        <translation>生成的样本挤在一起：{modes} 个类别中出现了 {present} 个，{duplicates} % 的样本是重复的。</translation>
    </message>
    <message>
        <source>The fakes huddle: {present} of {modes} modes present, and {duplicates} % of the fakes are duplicates.</source>
        <translation>生成的样本挤在一起：{modes} 个模式中出现了 {present} 个，{duplicates} % 的样本是重复的。</translation>
    </message>
    <message>
        <source>The most frequent class changed {changes} times in about {steps} steps: G runs, and D runs after it.</source>
        <translation>最常见的类别在约 {steps} 步内变了 {changes} 次：G 在跑，D 在追。</translation>
    </message>
    <message>
        <source>D tells {accuracy} % of held-out examples and fakes apart, and next to nothing is left of G&apos;s gradient.</source>
        <translation>D 能分辨 {accuracy}% 的留出样本与伪造样本，G 的梯度几乎所剩无几。</translation>
    </message>
    <message>
        <source>D tells {accuracy} % of held-out examples and fakes apart; G&apos;s gradient has become {times} times weaker.</source>
        <translation>D 能分辨 {accuracy}% 的留出样本与伪造样本；G 的梯度已减弱到原来的 {times} 分之一。</translation>
    </message>
    <message>
        <source>D&apos;s logit is {gap} higher on training examples than on held-out ones: it knows them by heart.</source>
        <translation>D 在训练样本上的 logit 比留出样本高 {gap}：它背下了训练样本。</translation>
    </message>
    <message>
        <source>Nothing is wrong with D; how much of the data is covered is not known.</source>
        <translation>D 没有问题；数据被覆盖了多少尚不清楚。</translation>
    </message>
    <message>
        <source>Coverage fell from {best} % to {coverage} %: a few more steps will tell.</source>
        <translation>覆盖率从 {best}% 降到 {coverage}%：再训练一些步才能判断。</translation>
    </message>
    <message>
        <source>{present} of {modes} modes present, the smallest {smallest} %; coverage {coverage} %, at best {best} %.</source>
        <translation>{modes} 个模式中出现了 {present} 个，最小的占 {smallest}%；覆盖率 {coverage}%，最好时 {best}%。</translation>
    </message>
    <message>
        <source>Coverage {coverage} %, at best {best} %: the rest of the data has no fake nearby.</source>
        <translation>覆盖率 {coverage}%，最好时 {best}%：其余数据附近没有伪造样本。</translation>
    </message>
    <message>
        <source>Back to step {step}, and let D keep up with G</source>
        <translation>退回第 {step} 步，并让 D 跟上 G</translation>
    </message>
    <message>
        <source>{present} of {modes} modes present, the others hardly or not at all; coverage {coverage} %.</source>
        <translation>{modes} 个模式中出现了 {present} 个，其余几乎或完全没有；覆盖率 {coverage}%。</translation>
    </message>
    <message>
        <source>Coverage fell from {best} % at step {step} to {coverage} %; {duplicates} % of the fakes are duplicates.</source>
        <translation>覆盖率从第 {step} 步的 {best}% 降到 {coverage}%；伪造样本有 {duplicates}% 是重复的。</translation>
    </message>
    <message>
        <source>{duplicates} % of the fakes are duplicates, and no more than {best} % of the data were ever covered.</source>
        <translation>伪造样本有 {duplicates}% 是重复的，数据被覆盖的部分从未超过 {best}%。</translation>
    </message>
    <message>
        <source>The most frequent mode changed {changes} times in about {steps} steps: G runs, and D runs after it.</source>
        <translation>最常见的模式在约 {steps} 步内变了 {changes} 次：G 在跑，D 在追。</translation>
    </message>
</context>
<context>
    <name>VerdictBox</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>As it was before the remedy</source>
        <translation>恢复到补救之前</translation>
    </message>
    <message>
        <source>no verdict</source>
        <translation>无结论</translation>
    </message>
</context>
<context>
    <name>VerdictView</name>
    <message>
        <source>Is it working?</source>
        <translation>训练正常吗？</translation>
    </message>
    <message>
        <source>Nothing to say yet: a verdict needs a generator that has trained for a while.</source>
        <translation>尚无可说：要有训练过一段时间的生成器，才能下结论。</translation>
    </message>
    <message>
        <source>Click a figure to read what it says, and what it does not.</source>
        <translation>点击一个指标，可读到它说明了什么，又没说明什么。</translation>
    </message>
</context>
<context>
    <name>WalkLab</name>
    <message>
        <source>Walks of the models between pins</source>
        <translation>各模型在标记之间的漫游</translation>
    </message>
    <message>
        <source>Straight</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>The straight line between the pins</source>
        <translation>标记之间的直线</translation>
    </message>
    <message>
        <source>Around the holes</source>
        <translation>绕开空洞</translation>
    </message>
    <message>
        <source>A path that stays out of holes where it can</source>
        <translation>尽可能避开空洞的路径</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>realism</source>
        <translation>真实度</translation>
    </message>
    <message>
        <source>coverage</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>尚未测量</translation>
    </message>
    <message>
        <source>{0} of {1} frames in a hole</source>
        <translation>{1} 帧中有 {0} 帧在空洞里</translation>
    </message>
    <message>
        <source>Make this panel larger to see the walks.</source>
        <translation>放大此面板以查看漫游。</translation>
    </message>
    <message>
        <source>Pin two codes (press P on a map, or right-click) or two images to walk between them.</source>
        <translation>标记两个编码（在地图上按 P 或右键单击）或两张图像，即可在其间漫游。</translation>
    </message>
    <message>
        <source>{0}, frame {1} of {2}</source>
        <translation>{0}，第 {1} / {2} 帧</translation>
    </message>
    <message>
        <source>realism {0}: hole</source>
        <translation>真实度 {0}：空洞</translation>
    </message>
    <message>
        <source>realism {0}: fine</source>
        <translation>真实度 {0}：良好</translation>
    </message>
    <message>
        <source>coverage {0}: empty</source>
        <translation>覆盖 {0}：空白</translation>
    </message>
    <message>
        <source>coverage {0}: fine</source>
        <translation>覆盖 {0}：良好</translation>
    </message>
    <message>
        <source>Save PNG strip</source>
        <translation>保存 PNG 图条</translation>
    </message>
    <message>
        <source>Save GIF</source>
        <translation>保存 GIF</translation>
    </message>
</context>
<context>
    <name>WalkStrip</name>
    <message>
        <source>Walk between pins</source>
        <translation>标记之间的漫游</translation>
    </message>
    <message>
        <source>Pin two points on one map to see the walk between them.</source>
        <translation>在同一张地图上标记两点，查看两点之间的漫游。</translation>
    </message>
    <message>
        <source>‖ Pause</source>
        <translation>‖ 暂停</translation>
    </message>
    <message>
        <source>▶ Play</source>
        <translation>▶ 播放</translation>
    </message>
    <message>
        <source>Walk to and fro between the pins</source>
        <translation>在标记之间来回漫游</translation>
    </message>
    <message>
        <source>Pause the walk</source>
        <translation>暂停漫游</translation>
    </message>
    <message>
        <source>Play the walk</source>
        <translation>播放漫游</translation>
    </message>
    <message>
        <source>GIF loop</source>
        <translation>GIF 循环动画</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>The run so far. Drag to see what the models were then; they decode as then at tall ticks.</source>
        <translation>至今的训练过程。拖动可查看模型当时的样子；在长刻度处，解码也与当时相同。</translation>
    </message>
    <message>
        <source>Click here to open “{0}”: the lesson ends by that; you can go on with it later.</source>
        <translation>点击此处打开“{0}”：课程会因此结束；您以后可以继续。</translation>
    </message>
    <message>
        <source>The lesson has ended, as something else was opened.</source>
        <translation>打开了别的内容，这一课已结束。</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>Worker</name>
    <message>
        <source>Loading the data…</source>
        <translation>正在载入数据…</translation>
    </message>
    <message>
        <source>Loading was cancelled.</source>
        <translation>已取消载入。</translation>
    </message>
    <message>
        <source>Choose data</source>
        <translation>选择数据</translation>
    </message>
    <message>
        <source>The weights so far do not fit these settings ({reason}). A restart trains with them from step 0.</source>
        <translation>现有权重与这些设置不符（{reason}）。重新训练将以这些设置从第 0 步开始。</translation>
    </message>
    <message>
        <source>Change the settings</source>
        <translation>更改设置</translation>
    </message>
    <message>
        <source>Another program trains this run. Here it can only be watched.</source>
        <translation>这次运行由另一个程序训练。这里只能观看。</translation>
    </message>
    <message>
        <source>Nobody trains this run any more. Open it anew to train it on.</source>
        <translation>已没有程序在训练这次运行。重新打开即可继续训练。</translation>
    </message>
    <message>
        <source>Trained to step {step}. Play goes on at the final learning rate.</source>
        <translation>已训练 {step} 步。点“训练”将以最终学习率继续。</translation>
    </message>
    <message>
        <source>Play to go on</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Paused at step {step}.</source>
        <translation>已在第 {step} 步暂停。</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Ready to train.</source>
        <translation>可以开始训练。</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新训练</translation>
    </message>
    <message>
        <source>Side by side. To train one of these, open its run.</source>
        <translation>并排查看中。要训练其中一个，请打开它的运行。</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>查看差异</translation>
    </message>
    <message>
        <source>Training.</source>
        <translation>正在训练。</translation>
    </message>
    <message>
        <source>Beyond the plan, at {percent} % of the learning rate. For a higher one plan more steps and fork.</source>
        <translation>已超出计划，学习率为原来的 {percent} %。若要更高，请增大步数并另开分支。</translation>
    </message>
    <message>
        <source>Finished: step {step}, {seconds} s. Play goes on at the final learning rate.</source>
        <translation>{step} 步已完成，用时 {seconds} 秒。点“训练”将以最终学习率继续。</translation>
    </message>
    <message>
        <source>The weights of step {kept} again, at step {step}.</source>
        <translation>已在第 {step} 步重新采用第 {kept} 步的权重。</translation>
    </message>
    <message>
        <source>The weights of step {step} are not kept.</source>
        <translation>第 {step} 步的权重未保留。</translation>
    </message>
    <message>
        <source>The {metric} of {model} became not a number or infinite at step {step}; went back to step {good}.</source>
        <translation>{model} 的 {metric} 在第 {step} 步变为非数或无穷大；已退回第 {good} 步。</translation>
    </message>
    <message>
        <source>Lower the learning rate</source>
        <translation>降低学习率</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>The device stopped answering: {reason}</source>
        <translation>设备停止响应：{reason}</translation>
    </message>
    <message>
        <source>Restart on the CPU</source>
        <translation>改用 CPU 重新训练</translation>
    </message>
    <message>
        <source>A step failed ({reason}); went back to step {step}.</source>
        <translation>有一步失败（{reason}）；已退回第 {step} 步。</translation>
    </message>
    <message>
        <source>Out of memory: the size of a batch is now {size}; went on from step {step}.</source>
        <translation>内存不足：批大小现为 {size}；从第 {step} 步继续。</translation>
    </message>
    <message>
        <source>Out of memory again, with half the batch. Choose smaller layers or a smaller batch.</source>
        <translation>批大小减半后内存仍不足。请选用更小的层或更小的批。</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Explore</source>
        <translation>探索</translation>
    </message>
    <message>
        <source>None of these models draws anything: begin with a preset that has one that does.</source>
        <translation>这些模型都不会画出任何东西：请从带有会画的模型的预设开始。</translation>
    </message>
    <message>
        <source>Each dot is a training image; its code is its place on the plane. Drag anywhere, between the dots too: the decoder draws what it believes lies there.</source>
        <translation>每个点是一张训练图像，其编码就是它在平面上的位置。在任意处拖动，点与点之间也行：解码器会画出它认为那里应有的图像。</translation>
    </message>
    <message>
        <source>How wrong the models are, step by step. Dots are images never trained on.</source>
        <translation>模型每一步的误差。圆点是从未用于训练的图像。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>None of these models has an encoder: begin with a preset that has one.</source>
        <translation>这些模型都没有编码器：请从带编码器的预设开始。</translation>
    </message>
    <message>
        <source>Red marks holes: codes whose picture looks like no training image (Realism), or near which nothing is encoded (Coverage). The KL term of a VAE closes the gaps in coverage, and its price is blur; it does not remove holes. Shares are of the box of each model&apos;s codes; the prior, from which one samples a VAE, and the other places above give other shares.</source>
        <translation>红色标出空洞：解码出的图不像任何训练图像的编码（真实度），或附近没有任何图像被编码的地方（覆盖）。VAE 的 KL 项会补上覆盖的空隙，代价是模糊；它并不消除空洞。比例是在各模型编码的包围盒里算的；换成从 VAE 采样时所用的先验，或上方的其他区域，比例会不同。</translation>
    </message>
    <message>
        <source>Adversarial</source>
        <translation>对抗</translation>
    </message>
    <message>
        <source>None of these models has a discriminator: begin with a preset that has one.</source>
        <translation>这些模型都没有判别器：请从带判别器的预设开始。</translation>
    </message>
    <message>
        <source>G forges from noise, D tells forgeries from real. Click a fake to see D&apos;s score of it and the push that this gives G.</source>
        <translation>G 由噪声伪造，D 分辨真伪。点击一个伪造样本，可看到 D 对它的评分，以及由此给 G 的推力。</translation>
    </message>
    <message>
        <source>Each player against the other, step by step: no measure of how good the fakes are.</source>
        <translation>双方逐步对抗的情况：不代表伪造样本的好坏。</translation>
    </message>
    <message>
        <source>Component by component</source>
        <translation>逐个像素</translation>
    </message>
    <message>
        <source>None of these models draws pixel by pixel: begin with a preset that has one that does.</source>
        <translation>这些模型都不是逐像素作画的：请从带有此类模型的预设开始。</translation>
    </message>
    <message>
        <source>The model guesses each pixel from those before it. What is covered is filled in, one guess after the other; each ending begins from the same pixels. Click an ending to look into it.</source>
        <translation>模型根据前面的像素猜测每个像素。遮住的部分由它一个接一个地猜出；每种结果都从同样的像素开始。点击一种结果，深入查看。</translation>
    </message>
    <message>
        <source>How surprised the models are by a picture, step by step, in nats. Dots are images never trained on.</source>
        <translation>模型每一步对一幅图像有多惊讶，以 nats 计。圆点是从未用于训练的图像。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>None of these models writes text: begin with a preset that has one that does.</source>
        <translation>这些模型都不写文本：请从包含这类模型的预设开始。</translation>
    </message>
    <message>
        <source>Each model guesses the next character from those before it. Type a beginning: colours show where it was surprised, and below it goes on in its own words, with the same noise all along.</source>
        <translation>每个模型根据前面的字符猜下一个。输入一个开头：颜色显示它在哪里感到惊讶；下方它用自己的话续写，噪声始终相同。</translation>
    </message>
    <message>
        <source>How surprised the models are by a character, step by step, in nats: e to that power is a guess among so many. Dots are texts never trained on; the lines across are what counting alone can do.</source>
        <translation>模型对一个字符的惊讶度，逐步显示，以 nats 计：e 的这么多次方就是相当于在几个中猜。圆点是从未训练过的文本；横线是单靠计数能做到的。</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>The same examples in every map: what is selected in one lights up in all. A map shows who is near whom, each in its own way; the figures below it say how far that can be trusted.</source>
        <translation>每张地图中都是同样的样本：在一张中选中的，会在所有地图中亮起。地图以各自的方式显示谁与谁相近；下方的数字说明其可信度。</translation>
    </message>
    <message>
        <source>Mixtures</source>
        <translation>混合高斯</translation>
    </message>
    <message>
        <source>None of these models is a mixture of Gaussians: begin with a preset that has one.</source>
        <translation>这些模型都不是混合高斯：请从含有混合高斯的预设开始。</translation>
    </message>
    <message>
        <source>Each point has the colours of the components that may have made it, in their shares. E asks for these, M moves the components to what they were given. Drag a component to see where it goes from there.</source>
        <translation>每个点的颜色由可能产生它的各个分量按份额混合而成。E 求出这些份额，M 把分量移向分给它们的点。拖动一个分量，看看它会从那里走到哪里。</translation>
    </message>
    <message>
        <source>How likely the mixtures make the examples, step by step, in nats: from one step of EM to the next it never falls. Dots are examples never fitted.</source>
        <translation>混合高斯逐步使样本有多可能，以 nats 计：EM 每走一步，它从不下降。圆点是从未拟合过的样本。</translation>
    </message>
</context>
<context>
    <name>WritingControls</name>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>1 is the model as it is; below it takes likelier characters, at 0 the likeliest; above it dares. Only endings follow; surprise and the bars do not. A double click goes back to 1.</source>
        <translation>1 是模型本来的样子；更低则偏向更可能的字符，0 时取最可能的；更高则更大胆。只影响续写，不影响惊讶度和条形。双击回到 1。</translation>
    </message>
    <message>
        <source>How many endings each model writes</source>
        <translation>每个模型续写多少个</translation>
    </message>
    <message>
        <source>The same beginning with other noise. Until then the noise stays: what changes was learned.</source>
        <translation>同一开头，换用另外的噪声。在此之前噪声不变：变化都来自学习。</translation>
    </message>
    <message>
        <source>other endings</source>
        <translation>换一批续写</translation>
    </message>
    <message>
        <source>Speed of writing</source>
        <translation>续写的速度</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>endings</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Endings are shown as soon as they are written</source>
        <translation>续写一完成就显示</translation>
    </message>
    <message>
        <source>{0} characters of each ending a second</source>
        <translation>每个续写每秒 {0} 个字符</translation>
    </message>
</context>
<context>
    <name>WritingDesk</name>
    <message>
        <source>surprise</source>
        <translation>惊讶度</translation>
    </message>
    <message>
        <source>Colour each character by how surprising the model found it</source>
        <translation>按模型对各字符的惊讶程度着色</translation>
    </message>
    <message>
        <source>The model whose surprise is seen</source>
        <translation>显示哪个模型的惊讶度</translation>
    </message>
    <message>
        <source>Another piece of text that no model has been trained on</source>
        <translation>换一段没有模型训练过的文本</translation>
    </message>
    <message>
        <source>held-out text</source>
        <translation>留出的文本</translation>
    </message>
    <message>
        <source>With nothing typed they begin by themselves.</source>
        <translation>什么都不输入，模型就自己开头。</translation>
    </message>
    <message>
        <source>How surprising it is appears with the first weights.</source>
        <translation>有了首批权重后，惊讶程度会显示在这里。</translation>
    </message>
</context>
</TS>
