<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name></name>
    <message>
        <source>Range</source>
        <comment>%1 to %2</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Open run folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open experiment (TOML)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save run as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save experiment (TOML)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo on the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo on the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the log file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the error report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Latent Explorer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ordinary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>The drawing pad: expected an image, found something else.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CoordinateRow</name>
    <message>
        <source>Coordinate {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set {0} back to zero</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurvesView</name>
    <message>
        <source>Loss curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which metrics share the axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smooth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average neighbouring steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skip start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the first tenth of the run out of view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV, every step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps {0} to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no curves to export yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DatasetChooser</name>
    <message>
        <source>Use this data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder of images, or an NPZ, NPY or IDX file; dropping them here works too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open files...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DatasetPanel</name>
    <message>
        <source>No data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some images of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DecodeInset</name>
    <message>
        <source>Decoded image</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrawingPad</name>
    <message>
        <source>Drawing pad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw; the right button erases; drop or paste an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw or drop an image</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportButton</name>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of a pixel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HintCard</name>
    <message>
        <source>What am I looking at?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImageGrid</name>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draws no samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples appear with the first pictures of a model that can draw them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Knob</name>
    <message>
        <source>Autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squeezes each image into a short code and draws it again; codes may lie anywhere, so the map has holes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variational autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes are small overlapping clouds pulled towards the centre, so that nearly every place decodes well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Array file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own images in one NPZ, NPY, IDX or CSV file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 797 real handwritten digits, 8x8 pixels; comes with the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fashion-MNIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>70 000 pictures of clothes, 28x28 pixels: harder than digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own pictures: any folder, sub-folders as classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kuzushiji-MNIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>70 000 handwritten hiragana from old Japanese books, 28x28 pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>70 000 handwritten digits, 28x28 pixels: the classic.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moon phases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rendered phases of the moon, 28x28 pixels: what happens between new and full?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far each step moves the weights; too high diverges.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent dim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many numbers make up the code of one image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mlp: every pixel is wired to every unit; conv: small patches, shared over the whole image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mlp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units of each hidden layer of the mlp, from the image to the code; the decoder runs them backwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels of the first layer of the conv network; they double each time the picture is halved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sigmoid keeps pixels between black and white; linear lets them overshoot, as principal components do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sigmoid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bend after each layer; silu is a smooth relu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>silu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>relu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tanh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mse: squared difference of the pixels; bernoulli: each pixel is a coin, and the surprise is counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bernoulli</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the KL term: 1 is the VAE, 0 an autoencoder, more orders the map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bernoulli: each pixel is a coin; gaussian: each pixel has noise, whose size is found while training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gaussian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beta warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps over which beta rises from 0 to its value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NPZ, NPY, IDX (also gzipped) or CSV file of images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File of labels; when empty, labels in or beside the file are found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do with images of more than 64 pixels a side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refuse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shrink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most this many images are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of each class that is kept apart for testing, unless the file has a test set of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width and height in pixels; at 16 the 8x8 digits are smoothly enlarged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of images; its sub-folders are the classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width and height that every image is brought to, in pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey or colour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rgb</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut the middle square out, or keep all of the image with black beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>crop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of each class that is kept apart for testing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Intermediate share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the phases between new and full that training shows; at 0 it shows only new and full moons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cycle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole month, which is a circle, or only the waxing half, which is a line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waxing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much moons differ in place, size and brightness.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moons to train on; a quarter as many are held out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another seed renders other moons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the experiment is called in lists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One sentence on what there is to see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same seed, same device: the same run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planned updates; the learning rate falls towards the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images per update.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KnobForm</name>
    <message>
        <source>More...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked for now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KnobRow</name>
    <message>
        <source>live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected %1, found %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LatentMap</name>
    <message>
        <source>Latent map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys move the cursor, plus and minus zoom, P pins, Home resets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code under the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class under the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture as PNG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture as SVG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save codes as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapLegend</name>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: hide or show a class. Double click: this class alone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>This family has no encoder: nothing lies on this map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>z = ({values})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · nearest real {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · distance {d:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the map</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Metric</name>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconstruction loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is minimised: summed over pixels, mean over the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squared error per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over pixels and batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test squared error per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over held-out pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Negative ELBO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconstruction plus KL, whatever beta is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summed over pixels, mean over the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the code tells of each image: summed over latents, mean over the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active latents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latents whose mean varies over the batch by more than 0.01 (Burda et al., 2016); few means collapse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test negative ELBO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>−ELBO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With beta 1, one draw per image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test reconstruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summed over pixels, mean over images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test KL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summed over latents, mean over images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the posterior mean&apos;s decode.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NearestStrip</name>
    <message>
        <source>Nearest real images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move over the map to see the nearest real images.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PathEditor</name>
    <message>
        <source>Browse for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File...</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PicturePane</name>
    <message>
        <source>Nothing to show yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture to export yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PicturesPanel</name>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconstructions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held-out, fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin its code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlaneChooser</name>
    <message>
        <source>Plane shown on the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA of the codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3 pins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coordinate to the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coordinate upwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put three pins on the map first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PointedMap</name>
    <message>
        <source>Pin here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove pin {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit view to the codes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preset</name>
    <message>
        <source>Digits: autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small real digits, squeezed into two numbers each: where do they go, and what is between them?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digits: AE beside VAE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two models learn the same pictures side by side: compare how their maps fill up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moon phases: one number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From new to full moon along a single number: walk along the line and watch the moon wax.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digits: VAE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same small digits, but each code is a little cloud: the map closes up around the centre.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MNIST: autoencoder, 2 numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>70 000 handwritten digits on a flat map: classes form rays with empty land between them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MNIST: autoencoder, 32 numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With 32 numbers per digit the copies are almost perfect, but random codes are not digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MNIST: AE beside VAE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same digits, the same network: holes in the map of one, a filled map in the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MNIST: convolutional VAE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A VAE that looks at small patches instead of single pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MNIST: VAE, 20 numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room for style as well as shape: sharper copies, and samples from pure noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MNIST: VAE, 2 numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handwritten digits on a flat map where nearly every point decodes to a digit.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PresetCards</name>
    <message>
        <source>More...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Range</name>
    <message>
        <source>one of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole numbers from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole numbers such as [512, 256]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Reconstructions</name>
    <message>
        <source>Reconstructions of held-out images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconstructions appear with the first pictures of a model that encodes.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestartBar</name>
    <message>
        <source>Train again from step 0 with these settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a new run with these settings and keep this one in the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fork from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed settings apply on restart:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunPanel</name>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the engine…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>autosaved</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SeedPill</name>
    <message>
        <source>Same seed, same device: the same run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each training image at the place of its code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decoded grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the decoder makes of every place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>posterior σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far a VAE spreads each image&apos;s code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines of equal density of the codes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>place along the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>place on the plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each dot is a training image; its code is its {place}. Drag anywhere, between the dots too: the decoder draws what it believes lies there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusFoot</name>
    <message>
        <source>step %1 / %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ETA %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>view %1 old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age of the weights that are being explored</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelineBar</name>
    <message>
        <source>One keyframe back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▶ live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the newest state (End)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelineLine</name>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live, step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking back at step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> of {0}; keyframes: {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rewind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to step 0, same weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train one step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train or pause (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and save; model and curves stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UI %1 ms</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WalkStrip</name>
    <message>
        <source>Walk between pins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin two points on the map to see the walk between them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>❚❚ Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▶ Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walk to and fro between the pins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause the walk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the walk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GIF loop</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Explore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How wrong the models are, step by step. Dots are images never trained on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images never trained on, and what is left of them after the code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New images: random codes, decoded. The same random codes all along.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training images most like the picture under the cursor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures along the path through the pins. Press P on a map to put one down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw something: its code appears on the maps, its reconstruction beside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run so far. Drag to see, and decode, what the models were then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a run folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the run as a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>my run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no error to report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report is on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent Explorer {0}: small generative models, seen while they train. MIT licence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language changes when Latent Explorer is started again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Worker</name>
    <message>
        <source>Loading the data…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained for {step} steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play to go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused at step {step}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished {step} steps in {seconds} s. Play goes on at the final learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {metric} of {model} became not a number or infinite at step {step}; went back to step {good}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device stopped answering: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart on the CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A step failed ({reason}); went back to step {step}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of memory again, with half the batch. Choose smaller layers or a smaller batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of memory: the batch is now {size} images; went on from step {step}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
