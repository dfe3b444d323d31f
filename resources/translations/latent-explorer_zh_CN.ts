<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
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
        <source>Save experiment (TOML)…</source>
        <translation>保存实验（TOML）…</translation>
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
        <source>Show the log file</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Copy the error report</source>
        <translation>复制错误报告</translation>
    </message>
    <message>
        <source>About Latent Explorer</source>
        <translation>关于 Latent Explorer</translation>
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
        <source>Projector</source>
        <translation>投影</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
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
    <message>
        <source>Saved {0}</source>
        <translation>已保存 {0}</translation>
    </message>
</context>
<context>
    <name>DatasetChooser</name>
    <message>
        <source>Use this data</source>
        <translation>使用此数据</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>A folder of images, or an NPZ, NPY or IDX file; dropping them here works too</source>
        <translation>图像文件夹，或 NPZ、NPY、IDX 文件；也可直接拖放到这里</translation>
    </message>
    <message>
        <source>Open files...</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>download</source>
        <translation>需下载</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
</context>
<context>
    <name>DatasetPanel</name>
    <message>
        <source>No data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>Change...</source>
        <translation>更换…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Some images of %1</source>
        <translation>%1 中的若干图像</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>%1 more...</source>
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
        <source>Draw or drop an image</source>
        <translation>绘画或拖入图像</translation>
    </message>
</context>
<context>
    <name>ExportButton</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export {0}</source>
        <translation>导出 {0}</translation>
    </message>
    <message>
        <source>Size of a pixel</source>
        <translation>像素放大倍数</translation>
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
    <name>Hooks</name>
    <message>
        <source>Something went wrong in the program ({0}). The log file has the details.</source>
        <translation>程序内部出错({0})。详情见日志文件。</translation>
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
        <source>Samples appear with the first pictures of a model that can draw them.</source>
        <translation>能采样的模型给出首批图像后，采样会显示在这里。</translation>
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
        <source>Variational autoencoder</source>
        <translation>变分自编码器</translation>
    </message>
    <message>
        <source>Codes are small overlapping clouds pulled towards the centre, so that nearly every place decodes well.</source>
        <translation>每个编码是一小团云，彼此重叠并被拉向中心，因此几乎处处都能解码出像样的图像。</translation>
    </message>
    <message>
        <source>Array file</source>
        <translation>数组文件</translation>
    </message>
    <message>
        <source>Your own images in one NPZ, NPY, IDX or CSV file.</source>
        <translation>你自己的图像，存于单个 NPZ、NPY、IDX 或 CSV 文件。</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>手写数字</translation>
    </message>
    <message>
        <source>1 797 real handwritten digits, 8x8 pixels; comes with the program.</source>
        <translation>1797 个真实的手写数字，8×8 像素；随程序提供。</translation>
    </message>
    <message>
        <source>Fashion-MNIST</source>
        <translation>Fashion-MNIST</translation>
    </message>
    <message>
        <source>70 000 pictures of clothes, 28x28 pixels: harder than digits.</source>
        <translation>70000 张服饰图像，28×28 像素：比数字更难。</translation>
    </message>
    <message>
        <source>Folder of images</source>
        <translation>图像文件夹</translation>
    </message>
    <message>
        <source>Your own pictures: any folder, sub-folders as classes.</source>
        <translation>你自己的图片：任意文件夹，子文件夹即类别。</translation>
    </message>
    <message>
        <source>Kuzushiji-MNIST</source>
        <translation>Kuzushiji-MNIST</translation>
    </message>
    <message>
        <source>70 000 handwritten hiragana from old Japanese books, 28x28 pixels.</source>
        <translation>70000 个取自日本古籍的手写平假名，28×28 像素。</translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation>MNIST</translation>
    </message>
    <message>
        <source>70 000 handwritten digits, 28x28 pixels: the classic.</source>
        <translation>70000 个手写数字，28×28 像素：经典数据集。</translation>
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
        <translation>均方误差：像素差的平方；伯努利：把每个像素看作一枚硬币，累计其意外程度。</translation>
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
        <source>Beta</source>
        <translation>β</translation>
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
        <source>Width and height in pixels; at 16 the 8x8 digits are smoothly enlarged.</source>
        <translation>宽与高（像素）；选 16 时，8×8 的数字会被平滑放大。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder of images; its sub-folders are the classes.</source>
        <translation>图像所在的文件夹；其子文件夹即类别。</translation>
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
        <source>Grey or colour.</source>
        <translation>灰度或彩色。</translation>
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
        <source>Another seed renders other moons.</source>
        <translation>换一个种子，渲染出不同的月相图。</translation>
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
        <source>More...</source>
        <translation>更多…</translation>
    </message>
    <message>
        <source>Locked for now.</source>
        <translation>暂时锁定。</translation>
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
        <source>restart</source>
        <translation>待重启</translation>
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
    <name>LatentMap</name>
    <message>
        <source>Latent map</source>
        <translation>潜空间地图</translation>
    </message>
    <message>
        <source>Arrow keys move the cursor, plus and minus zoom, P pins, Home resets.</source>
        <translation>方向键移动光标，加减号缩放，P 放置标记，Home 复位。</translation>
    </message>
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
        <source>Save this map</source>
        <translation>保存此地图</translation>
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
    <name>MapPanel</name>
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
        <source>Save the map</source>
        <translation>保存地图</translation>
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
        <source>Negative ELBO</source>
        <translation>负 ELBO</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nats</translation>
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
    <name>Note</name>
    <message>
        <source>Click to dismiss</source>
        <translation>点击关闭</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Opened in part: {0}</source>
        <translation>仅部分打开:{0}</translation>
    </message>
    <message>
        <source>Opened in part: {0} (and {1} more)</source>
        <translation>仅部分打开:{0}(另有 {1} 项)</translation>
    </message>
</context>
<context>
    <name>PathEditor</name>
    <message>
        <source>Browse for %1</source>
        <translation>浏览以选择%1</translation>
    </message>
    <message>
        <source>Folder...</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>File...</source>
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
    <message>
        <source>Saved {0}</source>
        <translation>已保存 {0}</translation>
    </message>
</context>
<context>
    <name>PicturesPanel</name>
    <message>
        <source>What the models make of your drawing appears here.</source>
        <translation>模型对你所画图像的重建会显示在这里。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
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
    <name>PointedMap</name>
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
        <source>Moon phases: one number</source>
        <translation>月相：一个数</translation>
    </message>
    <message>
        <source>From new to full moon along a single number: walk along the line and watch the moon wax.</source>
        <translation>沿着一个数从新月到满月：在线上漫游，看月亮渐盈。</translation>
    </message>
    <message>
        <source>Digits: VAE</source>
        <translation>数字：VAE</translation>
    </message>
    <message>
        <source>The same small digits, but each code is a little cloud: the map closes up around the centre.</source>
        <translation>同样的数字，编码成了小云团：地图向中心收拢。</translation>
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
        <source>The same digits, the same network: holes in the map of one, a filled map in the other.</source>
        <translation>同数据同网络：一张有洞，一张填满。</translation>
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
</context>
<context>
    <name>PresetCards</name>
    <message>
        <source>More...</source>
        <translation>更多…</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>收起</translation>
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
        <translation>“{title}”未正常关闭即中断；已保存到第 {step} 步。</translation>
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
        <source>Start a new run with these settings and keep this one in the list</source>
        <translation>用这些设置开始新的运行，当前运行保留在列表中</translation>
    </message>
    <message>
        <source>Fork from here</source>
        <translation>由此分支</translation>
    </message>
    <message>
        <source>Changed settings apply on restart:</source>
        <translation>更改的设置在重新训练后生效：</translation>
    </message>
</context>
<context>
    <name>RunPanel</name>
    <message>
        <source>Looking back at step {step}. L is live again.</source>
        <translation>正在回看第 {step} 步。按 L 键回到实时。</translation>
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
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>autosaved</source>
        <translation>已自动保存</translation>
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
        <source>place along the line</source>
        <translation>在线上的位置</translation>
    </message>
    <message>
        <source>place on the plane</source>
        <translation>在平面上的位置</translation>
    </message>
    <message>
        <source>Each dot is a training image; its code is its {place}. Drag anywhere, between the dots too: the decoder draws what it believes lies there.</source>
        <translation>每个点是一张训练图像，其编码就是它{place}。在任意处拖动，点与点之间也行：解码器会画出它认为那里应有的图像。</translation>
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
    <name>StatusFoot</name>
    <message>
        <source>step %1 / %2</source>
        <translation>第 %1 / %2 步</translation>
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
</context>
<context>
    <name>TimelineLine</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
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
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Workspace</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Rewind</source>
        <translation>倒回</translation>
    </message>
    <message>
        <source>Back to step 0, same weights</source>
        <translation>回到第 0 步，初始权重不变</translation>
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
    <name>WalkStrip</name>
    <message>
        <source>Walk between pins</source>
        <translation>标记之间的漫游</translation>
    </message>
    <message>
        <source>Pin two points on the map to see the walk between them.</source>
        <translation>在地图上标记两点，查看两点之间的漫游。</translation>
    </message>
    <message>
        <source>❚❚ Pause</source>
        <translation>❚❚ 暂停</translation>
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
        <source>Explore</source>
        <translation>探索</translation>
    </message>
    <message>
        <source>How wrong the models are, step by step. Dots are images never trained on.</source>
        <translation>模型每一步的误差。圆点是从未用于训练的图像。</translation>
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
        <source>The run so far. Drag to see, and decode, what the models were then.</source>
        <translation>至今的训练过程。拖动可查看并解码模型当时的样子。</translation>
    </message>
    <message>
        <source>A picture could not be made: {0}</source>
        <translation>无法生成图像：{0}</translation>
    </message>
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
        <source>File of arrays (NPZ, NPY, IDX)…</source>
        <translation>数组文件（NPZ、NPY、IDX）…</translation>
    </message>
    <message>
        <source>Train on a folder of images</source>
        <translation>用图像文件夹训练</translation>
    </message>
    <message>
        <source>Train on a file of arrays</source>
        <translation>用数组文件训练</translation>
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
        <source>Save the experiment</source>
        <translation>保存实验</translation>
    </message>
    <message>
        <source>There is no error to report.</source>
        <translation>没有可报告的错误。</translation>
    </message>
    <message>
        <source>The report is on the clipboard.</source>
        <translation>报告已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Latent Explorer {0}: small generative models, seen while they train. MIT licence.</source>
        <translation>Latent Explorer {0}：边训练边观察的小型生成模型。MIT 许可证。</translation>
    </message>
    <message>
        <source>The language changes when Latent Explorer is started again.</source>
        <translation>语言将在下次启动 Latent Explorer 时更改。</translation>
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
        <source>Trained for {step} steps.</source>
        <translation>已训练 {step} 步。</translation>
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
        <source>Training.</source>
        <translation>正在训练。</translation>
    </message>
    <message>
        <source>Finished {step} steps in {seconds} s. Play goes on at the final learning rate.</source>
        <translation>{step} 步已完成，用时 {seconds} 秒。点“训练”将以最终学习率继续。</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新训练</translation>
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
        <source>Out of memory again, with half the batch. Choose smaller layers or a smaller batch.</source>
        <translation>批大小减半后内存仍不足。请选用更小的层或更小的批。</translation>
    </message>
    <message>
        <source>Out of memory: the batch is now {size} images; went on from step {step}.</source>
        <translation>内存不足：批大小现为 {size} 张；已从第 {step} 步继续。</translation>
    </message>
</context>
</TS>
